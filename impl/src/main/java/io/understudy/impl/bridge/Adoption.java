/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import io.understudy.core.bridge.FoundHosts;
import io.understudy.impl.openflow.BridgePorts;
import io.understudy.impl.openflow.FlowSnapshot;
import io.understudy.impl.openflow.FoundPipeline;
import io.understudy.impl.openflow.PipelineVersion;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a bridge was found to have when it was read last, until it has what it should have.
 */
final class Adoption {
    private Optional<FlowSnapshot> hosts = Optional.empty();
    private FoundPipeline pipeline = FoundPipeline.NONE;
    private OptionalInt version = OptionalInt.empty();

    /** Takes what was found. */
    void found(final FlowSnapshot snapshot) {
        hosts = Optional.of(snapshot);
        pipeline = snapshot.pipeline();
        version = pipeline.version();
    }

    /** Hands out the hosts that were found, once. */
    FoundHosts takeHosts(final BridgePorts ports) {
        final var taken = hosts;
        hosts = Optional.empty();
        return taken.map(snapshot -> snapshot.foundHosts(ports)).orElse(FoundHosts.NONE);
    }

    /** Tells of which versions of the pipeline its flows are. */
    FoundPipeline pipeline() {
        return pipeline;
    }

    /** Takes the news that the bridge has all flows of this version, and none of another. */
    void programmed() {
        pipeline = FoundPipeline.NONE;
        version = OptionalInt.of(PipelineVersion.CURRENT);
    }

    /** Tells the version of the pipeline that the bridge has, see {@link FoundPipeline#version}; empty if unknown. */
    OptionalInt version() {
        return version;
    }
}
