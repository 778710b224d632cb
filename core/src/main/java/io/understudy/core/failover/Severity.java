/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * How bad an event of the log is.
 */
public enum Severity {
    /** For the record. */
    INFO,
    /** Something should be looked at. */
    WARNING,
    /** Traffic is or was lost. */
    CRITICAL
}
