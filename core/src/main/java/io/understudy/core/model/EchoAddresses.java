/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

import java.net.Inet4Address;

/**
 * Who speaks to whom in a heartbeat.
 *
 * @param source MAC address of the sender
 * @param destination MAC address of the receiver
 * @param sourceAddress IPv4 address of the sender
 * @param destinationAddress IPv4 address of the receiver
 */
public record EchoAddresses(MacAddress source, MacAddress destination, Inet4Address sourceAddress,
        Inet4Address destinationAddress) {
    /**
     * Checks that nothing is missing.
     */
    public EchoAddresses {
        requireNonNull(source);
        requireNonNull(destination);
        requireNonNull(sourceAddress);
        requireNonNull(destinationAddress);
    }

    /**
     * Returns the addresses of frames from one bridge of a group to the other.
     *
     * @param group the group
     * @param from the sender
     * @return the addresses
     */
    public static EchoAddresses between(final GroupConfiguration group, final Side from) {
        final var sender = group.bridges().get(from).id();
        final var receiver = group.bridges().get(from.other()).id();
        return new EchoAddresses(BridgeAddresses.of(sender).heartbeat(), BridgeAddresses.of(receiver).heartbeat(),
            BridgeAddresses.heartbeatAddress(sender, receiver), BridgeAddresses.heartbeatAddress(receiver, sender));
    }
}
