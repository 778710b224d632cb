/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;

/**
 * A flow of ours that a bridge was found to have, of any version of the pipeline, maybe of a kind that is not known
 * here.
 *
 * @param table its table, 0 to 253
 * @param priority its priority, 0 to 65535
 * @param cookie its cookie
 * @param match which frames it takes
 */
record FoundFlow(int table, int priority, FlowCookie cookie, Match match) {
    FoundFlow {
        requireNonNull(cookie);
        requireNonNull(match);
    }

    /** Returns the version of the pipeline that it belongs to, 0 to 255. */
    int version() {
        return FlowKind.versionOf(cookie).orElseThrow();
    }
}
