/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

/**
 * What still waits for a group when it is asked to look at the time.
 */
public enum Backlog {
    /** Nothing. */
    NONE,
    /** Only frames to learn from. */
    LEARNING,
    /** Events: they are to be heard before time is judged. */
    EVIDENCE
}
