/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A cable. Its carrier may be lost, which both ends notice; and it may silently swallow what goes in one direction,
 * which nobody notices. Faults may overlap, so they are counted: it works when all have been healed.
 */
final class Link {
    private final Agenda agenda;
    private final Chance chance;
    private final String name;
    private final long delay;
    private final Node[] nodes = new Node[2];
    private final int[] ports = new int[2];
    private final int[] swallowing = new int[2];
    private int broken;
    private int lossPercent;
    private BiConsumer<Frame, Boolean> losses = (frame, byChance) -> { };
    private Consumer<Frame> tap = frame -> { };

    /**
     * Lays a cable that is not connected yet.
     *
     * @param delay ns
     */
    Link(final Agenda agenda, final Chance chance, final String name, final long delay) {
        this.agenda = agenda;
        this.chance = chance;
        this.name = name;
        this.delay = delay;
    }

    void connect(final int end, final Node node, final int port) {
        nodes[end] = node;
        ports[end] = port;
    }

    /** Tells somebody of what is lost, and whether it was by chance, so that other frames may have come through. */
    void onLoss(final BiConsumer<Frame, Boolean> listener) {
        losses = listener;
    }

    /** Tells somebody of what arrives. */
    void onFrame(final Consumer<Frame> listener) {
        tap = listener;
    }

    /** Somebody in between sends a frame towards an end. */
    void inject(final int towards, final Frame frame) {
        send(1 - towards, frame);
    }

    String name() {
        return name;
    }

    boolean carrier() {
        return broken == 0;
    }

    /** Whether frames that one end sends reach the other one. */
    boolean carriesFrom(final int end) {
        return broken == 0 && swallowing[end] == 0;
    }

    boolean isFlawless() {
        return broken == 0 && swallowing[0] == 0 && swallowing[1] == 0 && lossPercent == 0;
    }

    void breakCarrier() {
        if (broken++ == 0) {
            tell(false);
        }
    }

    void mendCarrier() {
        if (--broken == 0) {
            tell(true);
        }
    }

    private void tell(final boolean up) {
        nodes[0].carrierChanged(ports[0], up);
        nodes[1].carrierChanged(ports[1], up);
    }

    void swallow(final int fromEnd) {
        swallowing[fromEnd]++;
    }

    void stopSwallowing(final int fromEnd) {
        swallowing[fromEnd]--;
    }

    void lose(final int percent) {
        lossPercent = percent;
    }

    void send(final int fromEnd, final Frame frame) {
        if (!carriesFrom(fromEnd)) {
            losses.accept(frame, false);
            return;
        }
        if (lossPercent > 0 && chance.percent(lossPercent)) {
            losses.accept(frame, true);
            return;
        }
        if (delay == 0) {
            deliver(1 - fromEnd, frame);
        } else {
            agenda.after(delay, () -> {
                if (carriesFrom(fromEnd)) {
                    deliver(1 - fromEnd, frame);
                } else {
                    losses.accept(frame, false);
                }
            });
        }
    }

    private void deliver(final int end, final Frame frame) {
        tap.accept(frame);
        nodes[end].receive(ports[end], frame);
    }
}
