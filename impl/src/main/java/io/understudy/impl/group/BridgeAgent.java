/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.FlowSnapshot;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflow.PortDirectory;
import java.util.Optional;

/**
 * What a group's thread keeps of one bridge beside the machine's state: the way to it, and its pipeline once its ports
 * are known. Used by that thread alone.
 */
final class BridgeAgent {
    private final GroupConfiguration group;
    private final Side side;
    private final BridgeClient client;
    private final int firstTable;
    private Optional<Pipeline> pipeline = Optional.empty();
    private Optional<FlowSnapshot> found = Optional.empty();
    private long packetsIn;
    private long announcementsSent;
    private long malformedFrames;

    BridgeAgent(final GroupConfiguration group, final Side side, final BridgeClient client, final int firstTable) {
        this.group = requireNonNull(group);
        this.side = requireNonNull(side);
        this.client = requireNonNull(client);
        this.firstTable = firstTable;
    }

    BridgeClient client() {
        return client;
    }

    BridgeConfiguration configuration() {
        return group.bridges().get(side);
    }

    int firstTable() {
        return firstTable;
    }

    Optional<Pipeline> pipeline() {
        return pipeline;
    }

    PortDirectory.Resolution resolve(final PortDirectory directory) {
        final var resolution = directory.resolve(configuration());
        resolution.numbers().filter(numbers -> !pipeline.map(Pipeline::ports).equals(Optional.of(numbers)))
            .ifPresent(numbers -> pipeline = Optional.of(new Pipeline(group, side, numbers, firstTable)));
        return resolution;
    }

    void found(final FlowSnapshot snapshot) {
        found = Optional.of(snapshot);
    }

    /**
     * Hands out what was found in the bridge, once.
     */
    Optional<FlowSnapshot> takeFound() {
        final var taken = found;
        found = Optional.empty();
        return taken;
    }

    void countPacket() {
        packetsIn++;
    }

    void countMalformed() {
        malformedFrames++;
    }

    void countAnnouncements(final int frames) {
        announcementsSent += frames;
    }

    BridgeCounters counters() {
        return new BridgeCounters(packetsIn, announcementsSent, client.failures(), malformedFrames);
    }
}
