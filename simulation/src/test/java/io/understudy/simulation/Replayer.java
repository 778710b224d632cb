/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.frame.PathProbe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Somebody who keeps what the bridges say to each other and to themselves (path probes, answers to heartbeats and to
 * upstream questions), and sends it again at random moments, sometimes with other contents.
 */
final class Replayer {
    private static final int MEMORY = 32;
    private static final int MAX_SENT = 800;
    private static final int TYPE_ARP = 0x0806;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int ARP_OPERATION = 21;
    private static final int ARP_REPLY = 2;
    /** The first octets of the bridges' own addresses. */
    private static final long OWN_BITS = 0xf3L << 40;
    private static final long OWN = 0xa2L << 40;

    private final World world;
    private final String name;
    private final Consumer<Frame> out;
    private final Deque<Frame> heard = new ArrayDeque<>();
    private int sent;

    /**
     * Makes one that is silent.
     *
     * @param out takes what it sends
     */
    Replayer(final World world, final String name, final Consumer<Frame> out) {
        this.world = world;
        this.name = name;
        this.out = out;
    }

    /** A frame passes by. */
    void hear(final Frame frame) {
        if ((frame.destination() & OWN_BITS) != OWN || !isEvidence(frame)) {
            return;
        }
        if (heard.size() == MEMORY) {
            heard.remove();
        }
        heard.add(frame);
    }

    private static boolean isEvidence(final Frame frame) {
        return frame.type() == PathProbe.ETHER_TYPE || frame.type() == TYPE_IPV4
            || frame.type() == TYPE_ARP && frame.bytes()[ARP_OPERATION] == ARP_REPLY;
    }

    /** It sends again and again for a while, as fast as it likes. */
    void replay() {
        final var chance = world.chance();
        final long pause = chance.spread(5 * Chance.MILLI, Chance.SECOND / 5);
        world.trace(() -> name + " replays every " + pause / Chance.MILLI + " ms");
        replay(world.now() + chance.spread(Chance.SECOND, 16 * Chance.SECOND), pause);
    }

    private void replay(final long end, final long pause) {
        if (world.now() >= end || sent >= MAX_SENT) {
            world.trace(() -> name + " has replayed");
            return;
        }
        final List<Frame> known = new ArrayList<>(heard);
        if (!known.isEmpty()) {
            sent++;
            final var again = changed(known.get(world.chance().below(known.size())));
            world.trace(() -> name + " sends " + again);
            out.accept(again);
        }
        world.agenda().after(pause, () -> replay(end, pause));
    }

    private Frame changed(final Frame frame) {
        final var bytes = frame.bytes().clone();
        final int place = switch (world.chance().below(12)) {
            case 0 -> place(bytes, 5);
            case 1 -> place(bytes, 7);
            case 2 -> place(bytes, 15);
            default -> -1;
        };
        if (place >= 0 && frame.type() == PathProbe.ETHER_TYPE) {
            bytes[place] ^= 1;
        }
        return Frame.again(bytes);
    }

    private static int place(final byte[] bytes, final int offset) {
        try {
            return EthernetFrame.parse(bytes).payloadOffset() + offset;
        } catch (MalformedFrameException e) {
            return -1;
        }
    }
}
