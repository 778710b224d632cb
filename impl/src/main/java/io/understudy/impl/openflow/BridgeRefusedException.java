/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

/**
 * A bridge refused a request, or openflowplugin could not deliver it.
 */
public final class BridgeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was refused, and why
     */
    public BridgeRefusedException(final String message) {
        super(message);
    }
}
