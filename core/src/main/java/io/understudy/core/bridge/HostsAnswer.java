/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import io.understudy.core.model.HostKey;
import java.util.Optional;

/**
 * What a bridge says to {@link BridgeDriver#update}.
 *
 * @param token of the request
 * @param refused the hosts of which it refused a flow
 * @param failure why it refused the first of them, or why it did not answer; empty if it took them all
 * @param answered whether it answered at all. If not, nothing is known of any host
 */
public record HostsAnswer(long token, ImmutableSet<HostKey> refused, Optional<String> failure, boolean answered) {
    /**
     * Checks that nothing is missing.
     */
    public HostsAnswer {
        requireNonNull(refused);
        requireNonNull(failure);
    }

    /**
     * The bridge answered.
     *
     * @param token of the request
     * @param refused the hosts of which it refused a flow
     * @param reason why it refused the first of them; empty if it took them all
     * @return the answer
     */
    public static HostsAnswer of(final long token, final ImmutableSet<HostKey> refused,
            final Optional<String> reason) {
        return new HostsAnswer(token, refused, reason, true);
    }

    /**
     * The bridge did not answer.
     *
     * @param token of the request
     * @param reason why, in words
     * @return the answer
     */
    public static HostsAnswer none(final long token, final String reason) {
        return new HostsAnswer(token, ImmutableSet.of(), Optional.of(reason), false);
    }
}
