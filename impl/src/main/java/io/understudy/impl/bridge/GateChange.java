/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import io.understudy.impl.openflow.Pipeline;

/**
 * What can be done to a gate.
 */
enum GateChange {
    OPEN {
        @Override
        byte[] of(final Pipeline pipeline) {
            return pipeline.openGate();
        }
    },
    CLOSE {
        @Override
        byte[] of(final Pipeline pipeline) {
            return pipeline.closeGate();
        }
    };

    /**
     * Returns the messages that do it, encoded.
     */
    abstract byte[] of(Pipeline pipeline);
}
