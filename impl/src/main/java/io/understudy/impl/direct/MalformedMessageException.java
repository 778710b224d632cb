/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import io.netty.handler.codec.DecoderException;

/**
 * What came in is not OpenFlow 1.3, or not what may come at this point.
 */
final class MalformedMessageException extends DecoderException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(final String message) {
        super(message);
    }
}
