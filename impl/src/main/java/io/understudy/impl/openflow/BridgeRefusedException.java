/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import java.util.stream.Collectors;
import org.opendaylight.yangtools.yang.common.RpcError;
import org.opendaylight.yangtools.yang.common.RpcResult;

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

    /**
     * Makes the exception for an answer.
     *
     * @param what was asked for
     * @param answer that it was refused
     * @return the exception
     */
    static BridgeRefusedException of(final String what, final RpcResult<?> answer) {
        final var reasons = answer.getErrors().stream().map(RpcError::getMessage).distinct().map(String::valueOf)
            .collect(Collectors.joining("; "));
        return new BridgeRefusedException(what + ": " + (reasons.isEmpty() ? "refused without a reason" : reasons));
    }
}
