/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

/**
 * What one kind of evidence says.
 */
public enum EvidenceState {
    /** Good. */
    UP,
    /** Lost. */
    DOWN,
    /** Not observed yet, or not observable now. */
    UNKNOWN
}
