/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

/**
 * Which flow sent a frame to the controller.
 */
enum PacketKind {
    HEARTBEAT, PROBE, COPY, HELD
}
