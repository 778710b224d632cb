/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * The flow that lets a bridge forward, as far as it is known.
 */
public enum Gate {
    /** Not read, or a change was not confirmed. */
    UNKNOWN,
    /** A removal was sent. */
    CLOSING,
    /** The bridge forwards nothing. */
    CLOSED,
    /** An installation was sent. */
    OPENING,
    /** The bridge forwards. */
    OPEN
}
