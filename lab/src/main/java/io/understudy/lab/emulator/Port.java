/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of a node, by which it is plugged to another one.
 */
final class Port {
    private final EmulatedNetwork network;
    private final Node owner;
    private final int number;
    private final String name;
    private final List<FrameLog> logs = new ArrayList<>();
    private Link link;
    private long sent;
    private long sentBytes;
    private long received;
    private long receivedBytes;
    private long dropped;

    Port(final EmulatedNetwork network, final Node owner, final int number, final String name) {
        this.network = requireNonNull(network);
        this.owner = requireNonNull(owner);
        this.number = number;
        this.name = requireNonNull(name);
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    Node owner() {
        return owner;
    }

    long sent() {
        return sent;
    }

    long sentBytes() {
        return sentBytes;
    }

    long received() {
        return received;
    }

    long receivedBytes() {
        return receivedBytes;
    }

    long dropped() {
        return dropped;
    }

    boolean up() {
        return link != null && link.up();
    }

    Link link() {
        return link;
    }

    void plug(final Link into) {
        link = into;
    }

    /** Has all frames logged that come in. */
    void watch(final FrameLog log) {
        logs.add(log);
    }

    void unwatch(final FrameLog log) {
        logs.remove(log);
    }

    void send(final byte[] frame) {
        if (up()) {
            sent++;
            sentBytes += frame.length;
            network.deliver(link.other(this), frame);
        } else {
            dropped++;
        }
    }

    void take(final byte[] frame) {
        if (!up()) {
            return;
        }
        received++;
        receivedBytes += frame.length;
        if (!logs.isEmpty()) {
            final var now = Instant.now();
            logs.forEach(log -> log.add(now, frame));
        }
        owner.receive(this, frame);
    }
}
