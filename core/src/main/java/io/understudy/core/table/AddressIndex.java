/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import io.understudy.core.model.HostKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has which IP address in which VLAN, the longest holder first. Nearly every address has one holder only, so that
 * one is kept by itself and costs no collection.
 */
final class AddressIndex {
    /**
     * The most holders that are named when one more claims an address: without a bound a flood of hosts that claim the
     * same one would cost the square of their number.
     */
    static final int MAX_NAMED = 8;

    /** Of each VLAN. */
    private final Map<Integer, Map<InetAddress, HostKey>> holders = new HashMap<>();
    private final SetMultimap<Claim, HostKey> laterHolders = LinkedHashMultimap.create();

    /**
     * Enters a holder that is not entered yet.
     *
     * @param address the address
     * @param host who claims it
     * @return who had it before, the longest holder first, at most {@value #MAX_NAMED}
     */
    List<HostKey> claim(final InetAddress address, final HostKey host) {
        final var first = holders.computeIfAbsent(host.vlanId(), vlan -> new HashMap<>()).putIfAbsent(address, host);
        if (first == null) {
            return List.of();
        }
        final var claim = new Claim(host.vlanId(), address);
        final var others = laterHolders.get(claim);
        final var before = new ArrayList<HostKey>(MAX_NAMED);
        before.add(first);
        others.stream().limit(MAX_NAMED - 1L).forEach(before::add);
        others.add(host);
        return before;
    }

    /**
     * Takes out a holder.
     *
     * @param address the address
     * @param host who has it no longer
     */
    void release(final InetAddress address, final HostKey host) {
        final var claim = new Claim(host.vlanId(), address);
        if (laterHolders.remove(claim, host)) {
            return;
        }
        final var first = holders.get(host.vlanId());
        final var others = laterHolders.get(claim).iterator();
        if (others.hasNext()) {
            first.put(address, others.next());
            others.remove();
        } else {
            first.remove(address);
            if (first.isEmpty()) {
                holders.remove(host.vlanId());
            }
        }
    }

    private record Claim(int vlanId, InetAddress address) {
    }
}
