/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many hosts behind one port: it takes all of them no more time to hear a broadcast than one. They answer ARP requests
 * for their addresses, and say nothing else unless they are told to.
 */
public final class HostSet implements Node {
    private static final int SOURCE_OFFSET = 6;

    private final EmulatedNetwork network;
    private final List<Host> hosts;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<String, Host> addresses = new HashMap<>();
    private final Map<Integer, NumberedStream> streams = new HashMap<>();
    private final Port port;
    private final long[] received;
    private long broadcasts;
    private long ownReturned;

    HostSet(final EmulatedNetwork network, final String name, final List<Host> hosts) {
        this.network = requireNonNull(network);
        this.hosts = List.copyOf(hosts);
        port = new Port(network, this, 1, name);
        received = new long[hosts.size()];
        for (int number = 0; number < hosts.size(); number++) {
            numbers.put(Frames.addressAt(Frames.mac(hosts.get(number).mac() + ":00:00"), 0), number);
            addresses.put(hosts.get(number).address(), hosts.get(number));
        }
    }

    /**
     * A host.
     *
     * @param number counted from 1
     * @return its addresses
     */
    public Host host(final int number) {
        return hosts.get(number - 1);
    }

    /**
     * Lets hosts send an ARP request for an address, all at once.
     *
     * @param first the first of them, counted from 1
     * @param last the last of them
     * @param target the address that they ask for
     */
    public void ask(final int first, final int last, final String target) {
        network.run(() -> hosts.subList(first - 1, last)
            .forEach(host -> port.send(Frames.arpRequest(host.mac(), host.address(), target))));
    }

    /**
     * Lets a host send a frame.
     *
     * @param frame the frame
     */
    public void send(final byte[] frame) {
        network.run(() -> port.send(frame));
    }

    /**
     * How many frames a host got that were for it alone.
     *
     * @param number the host, counted from 1
     * @return the number of frames
     */
    public long received(final int number) {
        return network.call(() -> received[number - 1]);
    }

    /**
     * How many broadcasts came.
     *
     * @return the number of frames
     */
    public long broadcasts() {
        return network.call(() -> broadcasts);
    }

    /**
     * How many frames came back that one of the hosts had sent: two bridges forwarded.
     *
     * @return the number of frames
     */
    public long returned() {
        return network.call(() -> ownReturned);
    }

    Port port() {
        return port;
    }

    void expect(final int stream, final NumberedStream sink) {
        streams.put(stream, sink);
    }

    @Override
    public void receive(final Port by, final byte[] frame) {
        if (numbers.containsKey(Frames.addressAt(frame, SOURCE_OFFSET))) {
            ownReturned++;
        }
        final long destination = Frames.addressAt(frame, 0);
        if (Frames.isGroupAddress(destination)) {
            broadcasts++;
            if (Frames.isArpRequest(frame)) {
                answer(frame);
            }
            return;
        }
        final var number = numbers.get(destination);
        if (number == null) {
            return;
        }
        received[number]++;
        if (Frames.isNumbered(frame)) {
            final var stream = streams.get(Frames.streamOf(frame));
            if (stream != null) {
                stream.arrived(Frames.numberOf(frame));
            }
        } else if (Frames.isArpRequest(frame)) {
            answer(frame);
        }
    }

    @Override
    public void carrierChanged(final Port changed) {
        // Hosts do not mind.
    }

    private void answer(final byte[] request) {
        final var asked = addresses.get(Frames.arpTarget(request));
        if (asked != null) {
            port.send(Frames.withTagOf(request, Frames.arpReply(request, asked.mac())));
        }
    }
}
