/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.Flow;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.MeterCase;

/**
 * Which versions of the pipeline a bridge was found to have flows of. There may be several: a controller may have ended
 * while it replaced one by another.
 *
 * @param versions the versions, 0 to 255
 * @param foreign all flows of other versions than this build's
 * @param meter the meter of new hosts that its flows name, or that belongs to the one they name, if one does
 */
public record FoundPipeline(ImmutableSortedSet<Integer> versions, ImmutableList<FoundFlow> foreign,
        OptionalLong meter) {
    /** No flow was found, or nothing was read. */
    public static final FoundPipeline NONE = new FoundPipeline(ImmutableSortedSet.of(), ImmutableList.of(),
        OptionalLong.empty());

    /**
     * Checks that nothing is missing.
     */
    public FoundPipeline {
        requireNonNull(versions);
        requireNonNull(foreign);
        requireNonNull(meter);
    }

    /**
     * Takes what there is to know out of answers; flows of lasting kinds and those of others are left out.
     */
    static FoundPipeline of(final Iterable<GetFlowStatisticsOutput> outputs) {
        final var versions = ImmutableSortedSet.<Integer>naturalOrder();
        final var foreign = ImmutableList.<FoundFlow>builder();
        var meter = OptionalLong.empty();
        for (var output : outputs) {
            for (var flow : output.nonnullFlowAndStatisticsMapList()) {
                final var version = FlowKind.versionOf(flow.getCookie());
                if (version.isEmpty()) {
                    continue;
                }
                versions.add(version.getAsInt());
                if (version.getAsInt() != PipelineVersion.CURRENT) {
                    foreign.add(new FoundFlow(flow.getTableId().toJava(), flow.getPriority().toJava(),
                        flow.getCookie(), flow.getMatch()));
                }
                if (meter.isEmpty()) {
                    meter = meter(flow);
                }
            }
        }
        return new FoundPipeline(versions.build(), foreign.build(), meter);
    }

    private static OptionalLong meter(final Flow flow) {
        if (flow.getInstructions() != null) {
            for (var instruction : flow.getInstructions().nonnullInstruction().values()) {
                if (instruction.getInstruction() instanceof MeterCase metered) {
                    final long number = metered.getMeter().getMeterId().getValue().longValue();
                    return OptionalLong.of(number > Pipeline.METER_IDS.getLast()
                        ? number - LearningFlows.UNLEARNED_METER : number);
                }
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Tells which version the bridge is to be taken for.
     *
     * @return a version that is not this build's, if there is one: a newer one rather than an older one; else this
     *     build's; empty if the bridge has no flow with a version
     */
    public OptionalInt version() {
        return versions.stream().sorted(Comparator.reverseOrder())
            .filter(version -> version != PipelineVersion.CURRENT || versions.size() == 1)
            .mapToInt(Integer::intValue).findFirst();
    }

    /**
     * Tells whether a later build than this one has written to the bridge, so that this is a downgrade.
     *
     * @return true if so
     */
    public boolean isNewer() {
        return version().orElse(0) > PipelineVersion.CURRENT;
    }

    /**
     * Says what is going to be done about the version, if anything.
     *
     * @return a clause whose subject is the bridge
     */
    public Optional<String> news() {
        return foreign.isEmpty() ? Optional.empty()
            : Optional.of("has flows of pipeline version " + version().orElseThrow() + ", which are replaced by those"
                + " of version " + PipelineVersion.CURRENT + (isNewer() ? " (a downgrade)" : " (an upgrade)"));
    }
}
