/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.collect.ImmutableList;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.model.HostKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.statistics.rev130819.FlowAndStatisticsMap;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;

/**
 * What the flows of hosts have counted: frames from each host, and frames to it.
 */
final class HostCounters {
    /** What a bridge says that does not count a flow (OpenFlow 1.3.5, 7.3.5.2). */
    private static final long UNKNOWN = -1;

    private HostCounters() {
        // only functions
    }

    /**
     * Reads the flows of sources.
     *
     * @return of each host the frames from it
     */
    static Map<HostKey, Long> fromHosts(final GetFlowStatisticsOutput sources) {
        return read(sources, FlowKind.SOURCE, HostMatches::source);
    }

    /**
     * Reads the flows of destinations, too.
     *
     * @param sent of each host the frames from it
     * @return of each host that has both flows the frames from it and to it
     */
    static Map<HostKey, Long> withThoseTo(final GetFlowStatisticsOutput destinations, final Map<HostKey, Long> sent) {
        final var packets = read(destinations, FlowKind.DESTINATION, HostMatches::destination);
        packets.keySet().retainAll(sent.keySet());
        packets.replaceAll((host, received) -> received + sent.get(host));
        return packets;
    }

    /**
     * Reads the flows that drop a bridge's own frames.
     *
     * @param ports the bridge's ports
     * @return of each port the frames that came in there
     */
    static OwnFrames ownFrames(final GetFlowStatisticsOutput output, final BridgePorts ports) {
        final var atPorts = ImmutableList.<OwnFrames.AtPort>builder();
        for (var flow : output.nonnullFlowAndStatisticsMapList()) {
            if (flow.getMatch() != null && flow.getMatch().getInPort() != null) {
                final var name = flow.getMatch().getInPort().getValue();
                final long port = Long.parseLong(name.substring(name.lastIndexOf(':') + 1));
                if (ports.isOurs(port)) {
                    packets(flow).ifPresent(frames ->
                        atPorts.add(new OwnFrames.AtPort(ports.locationOf(port), frames)));
                }
            }
        }
        return new OwnFrames(atPorts.build());
    }

    private static Map<HostKey, Long> read(final GetFlowStatisticsOutput output, final FlowKind kind,
            final Function<Match, Optional<HostKey>> host) {
        final var flows = output.nonnullFlowAndStatisticsMapList();
        final var packets = HashMap.<HostKey, Long>newHashMap(flows.size());
        for (var flow : flows) {
            if (FlowKind.of(flow.getCookie()).filter(found -> found == kind).isPresent()) {
                host.apply(flow.getMatch()).ifPresent(key -> packets(flow).ifPresent(count -> packets.put(key, count)));
            }
        }
        return packets;
    }

    private static OptionalLong packets(final FlowAndStatisticsMap flow) {
        final var counter = flow.getPacketCount();
        return counter == null || counter.getValue().longValue() == UNKNOWN ? OptionalLong.empty()
            : OptionalLong.of(counter.getValue().longValue());
    }
}
