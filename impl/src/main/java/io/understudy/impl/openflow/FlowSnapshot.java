/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.Flow;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.WriteMetadataCase;

/**
 * What was found in a bridge: whether its gate is open, and behind which port it has which host. Flows outlive the
 * controller, so this is what a restarted controller goes on from (docs/design/takeover.md).
 *
 * @param gateOpen whether its flow is there
 * @param hosts port number of every host, by the flows of destinations
 * @param sources what the flows of sources note of each host
 * @param pipeline of which versions its other flows are
 */
public record FlowSnapshot(boolean gateOpen, ImmutableMap<HostKey, Long> hosts, ImmutableMap<HostKey, Long> sources,
        FoundPipeline pipeline) {
    /**
     * Understands the answers of a bridge; flows that were not asked for are left out.
     */
    static FlowSnapshot of(final GetFlowStatisticsOutput gate, final GetFlowStatisticsOutput destinations,
            final GetFlowStatisticsOutput sources, final FoundPipeline pipeline) {
        return new FlowSnapshot(hasGate(gate), hosts(destinations), sources(sources), pipeline);
    }

    /**
     * Takes the hosts out of an answer; other flows are left out.
     */
    private static ImmutableMap<HostKey, Long> hosts(final GetFlowStatisticsOutput output) {
        return read(output, FlowKind.DESTINATION, HostMatches::destination, FrameMetadata::wayOut);
    }

    /**
     * Takes what is noted of hosts as sources out of an answer; other flows are left out.
     */
    private static ImmutableMap<HostKey, Long> sources(final GetFlowStatisticsOutput output) {
        return read(output, FlowKind.SOURCE, HostMatches::source, noted -> noted);
    }

    private static ImmutableMap<HostKey, Long> read(final GetFlowStatisticsOutput output, final FlowKind kind,
            final Function<Match, Optional<HostKey>> host, final LongUnaryOperator meaning) {
        final var hosts = ImmutableMap.<HostKey, Long>builder();
        for (var flow : output.nonnullFlowAndStatisticsMapList()) {
            if (isOf(kind, flow)) {
                host.apply(flow.getMatch()).ifPresent(key ->
                    noted(flow).ifPresent(noted -> hosts.put(key, meaning.applyAsLong(noted))));
            }
        }
        return hosts.buildKeepingLast();
    }

    /**
     * Tells which hosts the bridge has.
     *
     * @param ports its ports as they are now
     * @return the hosts; none if one that stands by knows other ports, for then it was programmed for something else
     */
    public FoundHosts foundHosts(final BridgePorts ports) {
        final var found = ImmutableMap.<HostKey, Location>builder();
        final var partial = ImmutableSet.<HostKey>builder();
        hosts.forEach((key, port) -> ports.locationOf(port).ifPresent(location -> {
            found.put(key, location);
            if (!Long.valueOf(FrameMetadata.whereabouts(location)).equals(sources.get(key))) {
                partial.add(key);
            }
        }));
        final var located = found.buildOrThrow();
        return new FoundHosts(located, partial.build(),
            Sets.difference(hosts.keySet(), located.keySet()).immutableCopy());
    }

    /**
     * Tells whether the gate is in an answer.
     */
    private static boolean hasGate(final GetFlowStatisticsOutput output) {
        return output.nonnullFlowAndStatisticsMapList().stream().anyMatch(flow -> isOf(FlowKind.GATE, flow));
    }

    private static boolean isOf(final FlowKind kind, final Flow flow) {
        return FlowKind.of(flow.getCookie()).filter(found -> found == kind).isPresent();
    }

    private static OptionalLong noted(final Flow flow) {
        for (var instruction : flow.getInstructions().nonnullInstruction().values()) {
            if (instruction.getInstruction() instanceof WriteMetadataCase written) {
                return OptionalLong.of(written.getWriteMetadata().getMetadata().longValue());
            }
        }
        return OptionalLong.empty();
    }
}
