/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Severity;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.BridgeStatistics;
import io.understudy.core.report.GroupSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Watches whether frames of a bridge's own come back to it. Nobody else sends from its addresses, so something carries
 * frames in a circle, or somebody forges them. The bridges drop and count them; here they are asked for their counts.
 */
final class OwnFrameWatch {
    /** How often the bridges are asked, ns. */
    static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);
    /** As long as frames come back they are reported no more often than this, ns. */
    static final long REPORT_INTERVAL = TimeUnit.SECONDS.toNanos(60);

    private final Pair<BridgeDriver> drivers;
    private final Pair<BridgeStatistics> statistics;
    private final GroupSink sink;
    private final Pair<Bridge> bridges = new Pair<>(new Bridge(), new Bridge());
    private long next;

    /** What was heard of a bridge. */
    private static final class Bridge {
        private final Map<String, Long> counted = new HashMap<>();
        private final Map<String, Long> unreported = new HashMap<>();
        private Optional<OwnFrames> answer = Optional.empty();
        /** Whether it was asked since it was ready: soon, for what is counted before the first answer counts as old. */
        private boolean asked;
        private boolean reported;
        private long reportedAt;
    }

    OwnFrameWatch(final Pair<BridgeDriver> drivers, final Pair<BridgeStatistics> statistics, final GroupSink sink,
            final long now) {
        this.drivers = requireNonNull(drivers);
        this.statistics = requireNonNull(statistics);
        this.sink = requireNonNull(sink);
        next = now + INTERVAL;
    }

    /** Does what is due. */
    void advance(final GroupState state, final long now) {
        for (var side : Side.values()) {
            final var bridge = bridges.get(side);
            bridge.answer.ifPresent(answer -> count(side, bridge, answer));
            bridge.answer = Optional.empty();
            report(state.name(side), bridge, now);
        }
        final boolean due = now >= next;
        if (due) {
            next = now + INTERVAL;
        }
        for (var side : Side.values()) {
            final var bridge = bridges.get(side);
            final boolean ready = state.bridge(side).channel() == Channel.READY;
            if (ready && (due || !bridge.asked)) {
                drivers.get(side).countOwnFrames(answer -> bridge.answer = Optional.of(answer));
            }
            bridge.asked = ready;
        }
    }

    private void count(final Side side, final Bridge bridge, final OwnFrames answer) {
        for (var port : answer.ports()) {
            final var before = bridge.counted.put(port.name(), port.frames());
            // flows outlive us: what they had counted before the first answer is old
            final long more = before == null ? 0 : port.frames() < before ? port.frames() : port.frames() - before;
            if (more > 0) {
                statistics.get(side).ownFrames(more);
                bridge.unreported.merge(port.name(), more, Long::sum);
            }
        }
    }

    private void report(final String name, final Bridge bridge, final long now) {
        if (bridge.unreported.isEmpty() || bridge.reported && now - bridge.reportedAt < REPORT_INTERVAL) {
            return;
        }
        bridge.reported = true;
        bridge.reportedAt = now;
        final List<String> places = new ArrayList<>();
        bridge.unreported.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry ->
            places.add(entry.getValue() + " at " + entry.getKey()));
        bridge.unreported.clear();
        sink.event(Severity.WARNING, name + " dropped frames with its own source address: "
            + String.join(", ", places) + "; something behind that port sends its frames back to it: look for a loop, "
            + "or for a host that forges them", now);
    }

    /** Says when something is due, ns. */
    long nextDue() {
        return next;
    }
}
