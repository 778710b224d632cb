/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

/**
 * What a link connects.
 */
interface Node {
    /**
     * Takes a frame that came in.
     */
    void receive(int port, Frame frame);

    /**
     * Notices that the carrier of a port has come or gone.
     */
    void carrierChanged(int port, boolean up);
}
