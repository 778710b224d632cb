/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

/**
 * What the probes through a bridge say about whether it forwards.
 */
public enum PathEvidence {
    /** Probes come through: it forwards. */
    UP,
    /** They came through and no longer do: it does not forward. */
    DOWN,
    /**
     * None came through, but that proves nothing: none ever did, or they were lost while the bridge was well
     * otherwise, so that something else on the way may hold them back.
     */
    UNPROVEN,
    /** The operator switched the probes off, and thereby decides on the other evidence alone. */
    OFF
}
