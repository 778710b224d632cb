/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

/**
 * An action, ready to be done.
 */
sealed interface Operation {
    /**
     * Sends the frame as it is now.
     *
     * @param port a port or a reserved number
     * @param maxLength how much of it goes to the controller
     */
    record Output(int port, int maxLength) implements Operation {
    }

    /**
     * Hands the frame to a group.
     *
     * @param group its number
     */
    record ToGroup(int group) implements Operation {
    }

    /**
     * Sets a field.
     *
     * @param value the field and its value
     */
    record Set(MatchReader.Value value) implements Operation {
        public Set {
            requireNonNull(value);
        }
    }

    /**
     * Adds a VLAN tag.
     *
     * @param type its EtherType
     */
    record PushVlan(int type) implements Operation {
    }

    /**
     * Takes the outer VLAN tag away.
     */
    record PopVlan() implements Operation {
    }

    /**
     * Changes nothing that a frame in memory has: queues.
     */
    record Nothing() implements Operation {
    }
}
