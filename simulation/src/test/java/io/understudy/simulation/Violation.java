/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

/**
 * Something happened that must not.
 */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(final String text) {
        super(text);
    }
}
