/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import java.io.Serial;

/**
 * A request that the controller refused or did not answer; the message holds the request and the server's text.
 */
public final class RestconfException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    RestconfException(final String message, final int status) {
        super(message);
        this.status = status;
    }

    RestconfException(final String message, final Throwable cause) {
        super(message, cause);
        status = 0;
    }

    /**
     * The status code of HTTP.
     *
     * @return the code; 0 when there was no answer at all
     */
    public int status() {
        return status;
    }
}
