/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A switch: learns where a source address is, forwards to where the destination was learned, floods what it does not
 * know, forgets what was silent for too long or stood behind a port whose carrier went (IEEE 802.1Q, 8.7 and 8.8).
 */
final class LearningSwitch implements Node {
    private static final int FIRST_CAPACITY = 16;

    private final Agenda agenda;
    private final String name;
    private final long agingTime;
    private final List<Port> ports = new ArrayList<>();
    private final List<Boolean> learning = new ArrayList<>();

    private long[] keys = new long[FIRST_CAPACITY];
    private int[] places = new int[FIRST_CAPACITY];
    private long[] seenAt = new long[FIRST_CAPACITY];
    private int size;
    private Consumer<Frame> watcher = frame -> { };

    /**
     * Makes a switch without ports.
     *
     * @param agingTime how long a silent address is remembered, ns
     */
    LearningSwitch(final Agenda agenda, final String name, final long agingTime) {
        this.agenda = agenda;
        this.name = name;
        this.agingTime = agingTime;
    }

    /**
     * Connects an end of a link.
     *
     * @param learns whether addresses are learned at this port; a hypervisor's switch may know its own hosts only
     */
    void connect(final Port port, final boolean learns) {
        port.link().connect(port.end(), this, ports.size());
        ports.add(port);
        learning.add(learns);
    }

    /** Tells somebody of all frames. */
    void onFrame(final Consumer<Frame> listener) {
        watcher = listener;
    }

    @Override
    public void receive(final int port, final Frame frame) {
        if (frame.hops() >= Frame.MAX_HOPS) {
            return;
        }
        watcher.accept(frame);
        if (learning.get(port) && !frame.isReplayed()) {
            learn(frame.sourceKey(), port);
        }
        final int known = frame.isToGroup() ? -1 : find(frame.destinationKey());
        final var further = frame.further();
        if (known >= 0 && agenda.now() - seenAt[known] < agingTime) {
            if (places[known] != port) {
                ports.get(places[known]).send(further);
            }
            return;
        }
        for (int place = 0; place < ports.size(); place++) {
            if (place != port) {
                ports.get(place).send(further);
            }
        }
    }

    private void learn(final long key, final int port) {
        int place = find(key);
        if (place < 0) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                places = Arrays.copyOf(places, 2 * size);
                seenAt = Arrays.copyOf(seenAt, 2 * size);
            }
            place = size++;
            keys[place] = key;
        }
        places[place] = port;
        seenAt[place] = agenda.now();
    }

    private int find(final long key) {
        for (int place = 0; place < size; place++) {
            if (keys[place] == key) {
                return place;
            }
        }
        return -1;
    }

    @Override
    public void carrierChanged(final int port, final boolean up) {
        if (up) {
            return;
        }
        int kept = 0;
        for (int place = 0; place < size; place++) {
            if (places[place] != port) {
                keys[kept] = keys[place];
                places[kept] = places[place];
                seenAt[kept] = seenAt[place];
                kept++;
            }
        }
        size = kept;
    }

    @Override
    public String toString() {
        return name;
    }
}
