/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.Evidence;
import io.understudy.core.model.Side;
import java.util.Locale;

/**
 * The latest verdict, for those who want to know why the role moved or stayed. {@link Verdict#ASK} and
 * {@link Verdict#WAIT} are none yet: while a question is open, the one before holds.
 *
 * @param about the primary at that moment
 * @param verdict what the evidence meant
 * @param evidence what was known
 */
public record Judgement(Side about, Verdict verdict, Evidence evidence) {
    /**
     * Checks that nothing is missing.
     */
    public Judgement {
        requireNonNull(about);
        requireNonNull(verdict);
        requireNonNull(evidence);
    }

    /**
     * Says it for a log.
     *
     * @param primary the name of the bridge that it is about
     * @return the verdict and all evidence, on one line
     */
    public String text(final String primary) {
        return "verdict about " + primary + ": " + word(verdict) + " (connection " + word(evidence.channel())
            + ", heartbeats " + word(evidence.heartbeat()) + ", inquiry " + word(evidence.inquiry()) + ", ports "
            + word(evidence.ports()) + ", path probes " + word(evidence.path()) + ", upstream "
            + word(evidence.upstream()) + ", upstream of the secondary " + word(evidence.secondaryUpstream())
            + (evidence.secondaryReady() ? ", the secondary can take over)" : ", the secondary cannot take over)");
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
