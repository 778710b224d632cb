/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

/**
 * Which way a path probe goes through the other bridge.
 */
public enum PathDirection {
    /** Out of the sender's trunk, through the other bridge, in at the sender's uplink. */
    OUTWARD,
    /** Out of the sender's uplink, through the other bridge, in at the sender's trunk. */
    INWARD
}
