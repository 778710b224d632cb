/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.model.HostKey;
import java.util.Optional;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.Flow;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.WriteMetadataCase;

/**
 * What was found in a bridge: whether its gate is open, and behind which port it has which host. Flows outlive the
 * controller, so this is what a restarted controller goes on from (design 5.4).
 *
 * @param gateOpen whether its flow is there
 * @param hosts port number of every host
 */
public record FlowSnapshot(boolean gateOpen, ImmutableMap<HostKey, Long> hosts) {
    /**
     * Takes the hosts out of an answer; other flows are left out.
     */
    static ImmutableMap<HostKey, Long> hosts(final GetFlowStatisticsOutput output) {
        final var hosts = ImmutableMap.<HostKey, Long>builder();
        for (var flow : output.nonnullFlowAndStatisticsMapList()) {
            if (isOf(FlowKind.DESTINATION, flow)) {
                HostMatches.destination(flow.getMatch())
                    .ifPresent(key -> port(flow).ifPresent(port -> hosts.put(key, port)));
            }
        }
        return hosts.buildKeepingLast();
    }

    /**
     * Tells whether the gate is in an answer.
     */
    static boolean hasGate(final GetFlowStatisticsOutput output) {
        return output.nonnullFlowAndStatisticsMapList().stream().anyMatch(flow -> isOf(FlowKind.GATE, flow));
    }

    private static boolean isOf(final FlowKind kind, final Flow flow) {
        return FlowKind.of(flow.getCookie()).filter(found -> found == kind).isPresent();
    }

    private static Optional<Long> port(final Flow flow) {
        for (var instruction : flow.getInstructions().nonnullInstruction().values()) {
            if (instruction.getInstruction() instanceof WriteMetadataCase written) {
                return Optional.of(Pipeline.wayOut(written.getWriteMetadata().getMetadata().longValue()));
            }
        }
        return Optional.empty();
    }
}
