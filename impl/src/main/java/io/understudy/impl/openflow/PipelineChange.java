/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The order in which a bridge that forwards is brought from one version of the pipeline to another. Every flow-mod
 * takes effect by itself, so a frame may meet the tables as they are between any two of them; it must be neither lost
 * nor go where it must not.
 *
 * <p><b>Within a table</b> each frame is treated as in the old version or as in the new one, never by a mixture: the
 * new flows come with falling priority, so that a frame which the new version treats by an exception never meets the
 * new rule without it; then the old ones that were not replaced go with rising priority, so that no frame falls to an
 * old flow that it did not meet before.
 *
 * <p><b>Table after table</b>, the first one first, and the next one only when the one before it is as it should be. So
 * all that a change has to see to is that what its tables note does not disturb those behind them in the version before
 * ({@link PipelineVersion}): a bit which they do not look at. A <em>newer</em> version is replaced in the opposite
 * order, the last table first: then again it is newer tables that come before older ones.
 *
 * <p>The gate and the flows of hosts are no part of it: they are the same in all versions.
 *
 * <p>A bundle (OpenFlow 1.4; an extension in 1.3) would do all at once. Not all switches have it, it leaves out the
 * meter, and what has no bundle would need this order nevertheless.
 */
final class PipelineChange {
    private PipelineChange() {
        // only functions
    }

    /**
     * What may be done at once: no frame meets two of these flows.
     *
     * @param additions flows of this version; they take the place of those with the same table, match and priority
     * @param removals flows of another version, which have to be named exactly: nothing of this version must go
     * @param remains one flow of each kind and version of which none is to be left in its table: openflowplugin reads
     *     not every match as it was written, so some may not have been met by their names
     */
    record Step(ImmutableList<FlowEntry> additions, ImmutableList<FoundFlow> removals,
            ImmutableList<FoundFlow> remains) {
    }

    /**
     * Plans the steps.
     *
     * @param base the flows of this version
     * @param found what the bridge has
     * @return the steps; each one must be confirmed before the next one
     */
    static ImmutableList<Step> steps(final Collection<FlowEntry> base, final FoundPipeline found) {
        final var added = base.stream().collect(Collectors.groupingBy(FlowEntry::table, TreeMap::new,
            Collectors.toList()));
        final var foreign = found.foreign().stream().collect(Collectors.groupingBy(FoundFlow::table));
        final var tables = new TreeSet<Integer>(found.isNewer() ? Comparator.reverseOrder()
            : Comparator.naturalOrder());
        tables.addAll(added.keySet());
        tables.addAll(foreign.keySet());
        final var steps = ImmutableList.<Step>builder();
        for (int table : tables) {
            byPriority(added.getOrDefault(table, List.of()), FlowEntry::priority, Comparator.reverseOrder())
                .forEach(flows -> steps.add(new Step(flows, ImmutableList.of(), ImmutableList.of())));
            byPriority(foreign.getOrDefault(table, List.of()), FoundFlow::priority, Comparator.naturalOrder())
                .forEach(flows -> steps.add(new Step(ImmutableList.of(), flows, ImmutableList.of())));
            final var remains = oneOfEach(foreign.getOrDefault(table, List.of()));
            if (!remains.isEmpty()) {
                steps.add(new Step(ImmutableList.of(), ImmutableList.of(), remains));
            }
        }
        return steps.build();
    }

    private static ImmutableList<FoundFlow> oneOfEach(final List<FoundFlow> flows) {
        return ImmutableList.copyOf(flows.stream().collect(Collectors.toMap(FoundFlow::cookie, flow -> flow,
            (first, other) -> first, LinkedHashMap::new)).values());
    }

    private static <T> List<ImmutableList<T>> byPriority(final List<T> flows, final Function<T, Integer> priority,
            final Comparator<Integer> order) {
        final var sorted = flows.stream().collect(Collectors.groupingBy(priority, () -> new TreeMap<>(order),
            ImmutableList.toImmutableList()));
        return List.copyOf(sorted.values());
    }
}
