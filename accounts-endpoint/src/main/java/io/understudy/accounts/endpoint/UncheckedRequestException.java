/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.endpoint;

import java.io.Serial;

/**
 * A request reached RESTCONF although nobody looked at who may ask for it.
 */
final class UncheckedRequestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: the server writes one line to the log for each, and anybody can cause it. */
    UncheckedRequestException() {
        super("with \"Upgrade: h2c\" only an admin is served here; ask by HTTP/1.1 without it, or by HTTP/2 from the"
            + " start", null, false, false);
    }
}
