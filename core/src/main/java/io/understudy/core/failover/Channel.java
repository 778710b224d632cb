/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * How far a bridge's OpenFlow connection has come.
 */
public enum Channel {
    /** Not connected. */
    DOWN,
    /** Connected; its flows and ports are being read. */
    READING,
    /** Its flows are being installed. */
    PROGRAMMING,
    /** It refused a flow, or lacks a port. */
    FAILED,
    /** All its flows are installed, the gate aside. */
    READY
}
