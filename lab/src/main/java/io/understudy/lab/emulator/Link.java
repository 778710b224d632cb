/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

/**
 * A cable between two ports.
 */
final class Link {
    private final Port first;
    private final Port second;
    private boolean up = true;

    Link(final Port first, final Port second) {
        this.first = requireNonNull(first);
        this.second = requireNonNull(second);
        first.plug(this);
        second.plug(this);
    }

    boolean up() {
        return up;
    }

    Port other(final Port end) {
        return end == first ? second : first;
    }

    /** Cuts it or mends it. Both ends notice. */
    void set(final boolean carrier) {
        if (up != carrier) {
            up = carrier;
            first.owner().carrierChanged(first);
            second.owner().carrierChanged(second);
        }
    }
}
