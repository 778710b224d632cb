/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.capture.Announcements;
import io.understudy.lab.capture.Capture;
import io.understudy.lab.capture.CapturedFrame;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The uplink of a bridge of the testbed, watched at the switch behind it: without haste, so that what is measured has
 * the processors.
 */
final class UplinkWatch implements ScaleSite.Watch {
    /** With the default schedule no round follows another after a longer pause than 550 ms. */
    private static final Duration QUIET = Capture.LONGEST_DELAY.plusMillis(800);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Those of heartbeats and probes, and some more. */
    private static final int FEW_DECISIONS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Announcements announcements;

    private UplinkWatch(final Announcements announcements) {
        this.announcements = requireNonNull(announcements);
    }

    static UplinkWatch start(final Topology topology, final int bridge) {
        return new UplinkWatch(Announcements.onUplinkUnhurried(topology, bridge));
    }

    /**
     * Waits until all earlier announcements have ended. Thousands of frames may be on their way to the bridge, and what
     * it is to do next waits behind them.
     *
     * @param watches starts the watch of a bridge, 1 or 2
     * @throws org.awaitility.core.ConditionTimeoutException if they do not end
     */
    static void awaitQuiet(final IntFunction<? extends ScaleSite.Watch> watches) {
        try (var first = watches.apply(1); var second = watches.apply(2)) {
            Awaitility.await("end of earlier announcements").pollDelay(QUIET).pollInterval(POLL)
                .atMost(PATIENCE).until(() -> {
                    final var since = Instant.now().minus(QUIET);
                    return Stream.of(first, second).flatMap(watch -> watch.lastSeen().stream())
                        .noneMatch(since::isBefore);
                });
        }
    }

    /**
     * Waits until all earlier announcements have ended, and the bridges have forgotten what they have cached of them: a
     * bridge examines all of that when its gate opens, which takes as long as to announce all hosts anew.
     *
     * @param lab the testbed
     * @param topology its bridges, and the hosts that are announced
     * @throws org.awaitility.core.ConditionTimeoutException if they do not end
     */
    static void awaitIdle(final Lab lab, final Topology topology) {
        awaitQuiet(bridge -> start(topology, bridge));
        Awaitility.await("idle caches").pollInterval(POLL).atMost(PATIENCE).until(() ->
            IntStream.rangeClosed(1, 2).allMatch(bridge -> lab.cachedDecisions(bridge) < FEW_DECISIONS));
    }

    @Override
    public Map<String, Instant> firstSeen() {
        final var seen = new HashMap<String, Instant>();
        for (CapturedFrame frame : announcements.frames()) {
            seen.putIfAbsent(frame.source(), frame.at());
        }
        return seen;
    }

    @Override
    public Optional<Instant> lastSeen() {
        final var frames = announcements.frames();
        return frames.isEmpty() ? Optional.empty() : Optional.of(frames.get(frames.size() - 1).at());
    }

    @Override
    public void close() {
        announcements.close();
    }
}
