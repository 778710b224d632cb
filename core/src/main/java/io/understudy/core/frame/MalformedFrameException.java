/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import java.io.Serial;

/**
 * A frame ends too early or contradicts itself. The message says what is wrong and at which byte, counted from 0 at the
 * destination address.
 */
public final class MalformedFrameException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int offset;

    MalformedFrameException(final String what, final int offset) {
        super(what + " at byte " + offset);
        this.offset = offset;
    }

    /**
     * Where the fault is.
     *
     * @return index of the byte, from 0
     */
    public int offset() {
        return offset;
    }
}
