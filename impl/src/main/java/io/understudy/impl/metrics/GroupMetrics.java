/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Cause;
import io.understudy.core.failover.Decision;
import io.understudy.core.failover.GroupStatus;
import io.understudy.impl.group.GroupSnapshot;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What is told of a group as a whole.
 */
final class GroupMetrics {
    private static final int HIGH_PERCENT = 95;

    private final Families families;
    private final String name;

    GroupMetrics(final Families families, final String name) {
        this.families = requireNonNull(families);
        this.name = requireNonNull(name);
    }

    void add(final GroupSnapshot snapshot) {
        final var report = snapshot.report();
        final var state = report.state();
        addStatus(GroupStatus.of(state).code());
        families.gauge("hosts", "Hosts that are known, by where they are.", report.localHosts(),
            "group", name, "place", "local");
        families.gauge("hosts", "", report.remoteHosts(), "group", name, "place", "remote");
        for (var cause : Cause.values()) {
            families.counter("failovers", "How often the role moved, by cause; the first promotion is cause initial.",
                report.activity().moves().getOrDefault(cause, 0L), "group", name, "cause", label(cause));
        }
        families.counter("announcements", "How often all local hosts were announced.",
            report.activity().announcements(), "group", name);
        families.counter("announcements_arrived", "Announcements that are known to have arrived: a request that left"
            + " right behind them was answered.", report.activity().announcementsArrived(), "group", name);
        families.counter("violations", "How often both bridges were known to forward, which must never be.",
            report.activity().violations(), "group", name);
        families.counter("late_ticks", "Timer ticks of our own that came so late that misses were not counted.",
            state.punctuality().lateTicks(), "group", name);
        families.gauge("lateness_max_seconds", "The latest timer tick of our own.",
            seconds(state.punctuality().maxLateness()),
            "group", name);
        families.gauge("lateness_high_seconds", "The 95th percentile of the last 64 timer ticks' lateness.",
            seconds(Math.max(0, state.punctuality().lateness().percentile(HIGH_PERCENT))), "group", name);
        state.lastFailover().ifPresent(this::lastFailover);
    }

    void addStatus(final GroupStatus.Code status) {
        for (var code : GroupStatus.Code.values()) {
            families.gauge("group_status", "1 for the status that the group has, 0 for all others.",
                code == status ? 1 : 0, "group", name, "status", label(code));
        }
    }

    private void lastFailover(final Decision move) {
        families.gauge("last_failover_cause", "1; the label tells why the role moved last.", 1, "group", name,
            "cause", label(move.cause()));
        phase("decided", OptionalLong.of(move.detectedAt()), move);
        phase("fenced", move.fencedAt(), move);
        phase("gate-open", move.gateOpenAt(), move);
        phase("first-announcement", move.firstAnnouncementAt(), move);
        phase("last-announcement", move.lastAnnouncementAt(), move);
    }

    private void phase(final String phase, final OptionalLong at, final Decision move) {
        at.ifPresent(time -> families.gauge("last_failover_phase_seconds", "When a phase of the last move of the role"
            + " was reached, after its first sign.", seconds(Math.max(0, time - move.suspectedAt())), "group", name,
            "phase", phase));
    }

    static double seconds(final long nanos) {
        return nanos / 1e9;
    }

    static String label(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
