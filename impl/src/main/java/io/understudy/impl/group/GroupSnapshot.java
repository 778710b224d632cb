/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Pair;
import io.understudy.core.report.GroupReport;
import io.understudy.impl.openflow.BridgePorts;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is published of a group, at one moment.
 *
 * @param report how it stands
 * @param ports port numbers of both bridges, where known
 * @param pipelineVersions versions of the flows of both bridges, where known
 * @param unused what of the configuration is not in use, in words
 */
public record GroupSnapshot(GroupReport report, Pair<Optional<BridgePorts>> ports,
        Pair<OptionalInt> pipelineVersions, Optional<String> unused) {
    /**
     * Checks that nothing is missing.
     */
    public GroupSnapshot {
        requireNonNull(report);
        requireNonNull(ports);
        requireNonNull(pipelineVersions);
        requireNonNull(unused);
    }
}
