/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

/**
 * A message that the switch answers with an error.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /**
     * Refuses.
     *
     * @param refusal why
     */
    public RefusedException(final Refusal refusal) {
        super(refusal.name());
        this.refusal = requireNonNull(refusal);
    }

    /**
     * Returns why.
     *
     * @return the error
     */
    public Refusal refusal() {
        return refusal;
    }
}
