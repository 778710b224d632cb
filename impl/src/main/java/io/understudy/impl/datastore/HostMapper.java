/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.IpAddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Ipv4AddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Ipv6AddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.MacAddress;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.VlanId;
import org.opendaylight.yangtools.yang.common.Uint16;

/**
 * Turns what tells hosts from each other into values of the model.
 */
final class HostMapper {
    private HostMapper() {
        // only functions
    }

    static VlanId vlan(final HostKey key) {
        return new VlanId(Uint16.valueOf(key.vlanId()));
    }

    static MacAddress mac(final io.understudy.core.model.MacAddress address) {
        return new MacAddress(address.toString());
    }

    static IpAddressNoZone address(final InetAddress address) {
        return address instanceof Inet6Address ? new IpAddressNoZone(new Ipv6AddressNoZone(text(address)))
            : new IpAddressNoZone(new Ipv4AddressNoZone(text(address)));
    }

    /** An address in the notation of the model. */
    static String text(final InetAddress address) {
        return address instanceof Inet6Address ? InetAddresses.toAddrString(address) : address.getHostAddress();
    }
}
