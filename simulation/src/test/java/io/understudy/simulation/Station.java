/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.frame.ArpPacket;
import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * A host: an LPAR or one outside. It stands at one of several places, with a cable at each of which only one is
 * plugged in; so it can move.
 */
final class Station implements Node {
    private static final int TYPE_ARP = 0x0806;
    /** Local Experimental EtherType 2 (IEEE 802, 9.2.3). */
    private static final int TYPE_DATA = 0x88B6;
    private static final int DATA_LENGTH = 8;
    /** Of a tag with priority 5 and no VLAN. */
    private static final short PRIORITY_5 = (short) 0xa000;

    private final World world;
    private final String name;
    private final HostKey key;
    private final Inet4Address address;
    private final Port[] places;
    private final LongConsumer received;
    private final Homecomings homecomings;
    /** Whether it tags its frames with a priority where it has no VLAN (IEEE 802.1Q, 6.9.1). */
    private final boolean priorityTags;
    private int place;
    private long spokeAt = Long.MIN_VALUE / 2;

    /**
     * Makes a host that stands nowhere yet.
     *
     * @param received takes the number of each data frame that reaches it
     * @param homecomings takes what comes back to it
     */
    Station(final World world, final String name, final HostKey key, final Inet4Address address, final int places,
            final LongConsumer received, final Homecomings homecomings) {
        this.world = world;
        this.name = name;
        this.key = key;
        this.address = address;
        this.places = new Port[places];
        this.received = received;
        this.homecomings = homecomings;
        priorityTags = key.vlanId() == 0 && world.chance().percent(10);
        place = -1;
    }

    void connect(final int at, final Port port) {
        port.link().connect(port.end(), this, at);
        places[at] = port;
        port.link().breakCarrier();
    }

    /** Plugs the host in at another place. */
    void moveTo(final int at) {
        if (place >= 0) {
            places[place].link().breakCarrier();
        }
        place = at;
        places[place].link().mendCarrier();
    }

    int place() {
        return place;
    }

    HostKey key() {
        return key;
    }

    Inet4Address address() {
        return address;
    }

    long flowKey() {
        return Frame.key(key.vlanId(), key.mac().value());
    }

    /** Asks for an address, and thereby tells everybody where it is. */
    void askFor(final Inet4Address target) {
        send(new ArpPacket(ArpPacket.REQUEST, key.mac(), address, MacAddress.ZERO, target)
            .encode(MacAddress.BROADCAST, key));
    }

    void sendData(final Station to, final long number) {
        send(EthernetFrame.encode(to.key.mac(), key, TYPE_DATA,
            ByteBuffer.allocate(DATA_LENGTH).putLong(number).array()));
    }

    /** When it last sent anything, ns. */
    long spokeAt() {
        return spokeAt;
    }

    private void send(final byte[] bytes) {
        spokeAt = world.now();
        places[place].send(new Frame(priorityTags ? priorityTagged(bytes) : bytes));
    }

    private static byte[] priorityTagged(final byte[] frame) {
        final int addresses = 2 * MacAddress.LENGTH;
        return ByteBuffer.allocate(frame.length + 4).put(frame, 0, addresses)
            .putShort((short) EthernetFrame.TYPE_VLAN).putShort(PRIORITY_5)
            .put(frame, addresses, frame.length - addresses).array();
    }

    @Override
    public void receive(final int port, final Frame frame) {
        if (port == place && frame.sourceKey() == flowKey()) {
            homecomings.add(frame);
        }
        if (port != place || frame.vlan() != key.vlanId()
            || !frame.isToGroup() && frame.destination() != key.mac().value()) {
            return;
        }
        if (frame.type() == TYPE_DATA) {
            received.accept(ByteBuffer.wrap(frame.bytes()).getLong(EthernetFrame.parse(frame.bytes()).payloadOffset()));
        } else if (frame.type() == TYPE_ARP) {
            ArpPacket.parse(frame.bytes()).filter(packet -> packet.operation() == ArpPacket.REQUEST
                && packet.targetProtocol().equals(address) && !packet.senderHardware().equals(key.mac()))
                .ifPresent(packet -> send(new ArpPacket(ArpPacket.REPLY, key.mac(), address, packet.senderHardware(),
                    packet.senderProtocol()).encode(packet.senderHardware(), key)));
        }
    }

    @Override
    public void carrierChanged(final int port, final boolean up) {
        // it speaks when it wants to
    }

    @Override
    public String toString() {
        return name;
    }
}
