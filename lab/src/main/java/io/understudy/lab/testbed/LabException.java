/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import java.io.Serial;

/**
 * Something in the testbed did not work; the message names what, where and what to do about it.
 */
public final class LabException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LabException(final String message) {
        super(message);
    }

    public LabException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
