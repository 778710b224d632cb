/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

/**
 * The second connection to a bridge ended. Whether the bridge has carried out what was sent last is not known.
 */
public final class LinkEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which connection
     */
    public LinkEndedException(final String message) {
        super(message);
    }
}
