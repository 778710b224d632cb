/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

/**
 * The version of the flows of this build (docs/design/data-path.md). It stands in their cookies, see {@link FlowKind},
 * so that a controller tells which version a bridge was left with, and {@link PipelineChange} brings it to its own.
 */
public final class PipelineVersion {
    /**
     * This build's version, 1 to 255; 0 is that of the flows before they had one.
     *
     * <p>Raise it by one in each release that adds, changes or removes a flow whose kind is not lasting. Once for all
     * changes between two releases is enough: only what a release leaves on bridges is ever met. What a table of the
     * new version notes of a frame must not disturb the tables behind it in the <em>old</em> version, for tables are
     * replaced from the first to the last one.
     */
    public static final int CURRENT = 1;

    private PipelineVersion() {
        // only a number
    }
}
