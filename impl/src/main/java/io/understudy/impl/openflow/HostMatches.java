/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.util.Optional;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.MacAddressFilter;

/**
 * Reads whose flow it is: the way back from {@link Matches#source} and {@link Matches#destination}.
 */
final class HostMatches {
    private HostMatches() {
        // only functions
    }

    static Optional<HostKey> source(final Match match) {
        return match == null || match.getEthernetMatch() == null ? Optional.empty()
            : host(match, match.getEthernetMatch().getEthernetSource());
    }

    static Optional<HostKey> destination(final Match match) {
        return match == null || match.getEthernetMatch() == null ? Optional.empty()
            : host(match, match.getEthernetMatch().getEthernetDestination());
    }

    private static Optional<HostKey> host(final Match match, final MacAddressFilter address) {
        if (address == null) {
            return Optional.empty();
        }
        final var vlan = match.getVlanMatch() == null ? null : match.getVlanMatch().getVlanId();
        final int vlanId = vlan == null || vlan.getVlanId() == null ? 0 : vlan.getVlanId().getValue().toJava();
        return Optional.of(new HostKey(vlanId, MacAddress.parse(address.getAddress().getValue())));
    }
}
