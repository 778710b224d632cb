/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.failover.Severity;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import io.understudy.core.report.GroupSink;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reports that a bridge refuses the flows of hosts, not more than once a minute, and when that is over.
 */
final class RefusalReports {
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final GroupSink sink;
    /** When the next refusal of a bridge may be reported, ns. */
    private final Map<Side, Long> reportAt = new EnumMap<>(Side.class);
    /** Bridges of which was reported that they refuse something, and not yet that this is over. */
    private final Set<Side> refusing = EnumSet.noneOf(Side.class);

    RefusalReports(final GroupSink sink) {
        this.sink = requireNonNull(sink);
    }

    /**
     * Takes a bridge's answer.
     *
     * @param name of the bridge
     * @param count how many hosts it refuses by now
     */
    void report(final Side side, final String name, final HostsAnswer answer, final int count, final long now) {
        // One that did not answer has mostly lost its connection, of which is told anyway.
        if (answer.answered() && !answer.refused().isEmpty()
            && now >= reportAt.getOrDefault(side, Moment.NONE)) {
            reportAt.put(side, now + INTERVAL);
            refusing.add(side);
            sink.event(Severity.WARNING, name + " did not take the flows of hosts, " + count + " so far: "
                + answer.failure().orElseThrow() + "; their frames are flooded, and it is tried again", now);
        } else if (count == 0 && refusing.remove(side)) {
            sink.event(Severity.INFO, name + " has taken the flows of all hosts", now);
        }
    }
}
