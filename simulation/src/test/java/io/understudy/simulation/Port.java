/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

/**
 * One end of a link.
 */
record Port(Link link, int end) {
    void send(final Frame frame) {
        link.send(end, frame);
    }

    boolean carrier() {
        return link.carrier();
    }

    /** Whether what is sent here arrives. */
    boolean carriesOut() {
        return link.carriesFrom(end);
    }

    /** Whether what is sent at the other end arrives here. */
    boolean carriesIn() {
        return link.carriesFrom(1 - end);
    }
}
