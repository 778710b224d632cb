/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

/**
 * Something with ports.
 */
interface Node {
    /**
     * Takes a frame that came in.
     *
     * @param port by which port
     * @param frame the frame; not to be changed
     */
    void receive(Port port, byte[] frame);

    /**
     * Notices that a port lost its carrier or got it back.
     *
     * @param port the port
     */
    void carrierChanged(Port port);
}
