/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.measure;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.capture.Announcements;
import io.understudy.lab.capture.LoopWatch;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.TrafficMeter;
import io.understudy.lab.traffic.TrafficReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The course that every measurement takes: traffic flows both ways and all earlier announcements have ended; then
 * something is done; then it is counted what arrived, what came back, and who was announced where.
 */
public final class Course {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** The flow of traffic is asked for only then, so that a loss has begun to show; see {@link TrafficMeter}. */
    private static final Duration ASK_AFTER = Duration.ofMillis(500);

    private final Lab lab;
    private final TrafficMeter meter;
    private final int rate;

    /**
     * A course on a lab.
     *
     * @param lab the lab; its hosts have spoken, and one of its bridges forwards
     * @param meter the meter of this lab
     * @param rate frames a second of each unicast stream, 1 to 10,000
     */
    public Course(final Lab lab, final TrafficMeter meter, final int rate) {
        this.lab = requireNonNull(lab);
        this.meter = requireNonNull(meter);
        this.rate = rate;
    }

    /**
     * Does something while traffic flows. The measurement ends with the deed, so it shall wait for what it causes.
     *
     * @param deed what is done
     * @return what happened meanwhile
     * @throws ConditionTimeoutException if traffic does not flow before the deed
     */
    public Observation during(final Runnable deed) {
        return during(List.of(deed)).get(0);
    }

    /**
     * Does several things one after the other, each with traffic and figures of its own, for instance a fault and its
     * repair. An interface may have been taken down by the first, and nobody could begin to watch it then.
     *
     * @param deeds what is done
     * @return what happened during each
     * @throws ConditionTimeoutException if traffic does not flow before the first deed; if it did not come back after
     *     one, the next is done at once
     */
    public List<Observation> during(final List<Runnable> deeds) {
        final var topology = lab.topology();
        try (var first = Announcements.onUplink(topology, 1);
            var second = Announcements.onUplink(topology, 2);
            var loops = LoopWatch.start(topology)) {
            final var seen = new ArrayList<Observation>();
            long returned = 0;
            boolean flows = true;
            for (var deed : deeds) {
                final var traffic = measure(deed, first, second, flows);
                flows = traffic.recovered();
                seen.add(new Observation(traffic, first.perHost(), second.perHost(), loops.returned() - returned));
                returned = loops.returned();
            }
            return seen;
        }
    }

    /**
     * Waits until traffic flows both ways. That it does not is no error here: the figures then show an outage up to
     * the end.
     *
     * @param patience how long to wait; half a second passes in any case before it is asked
     * @return whether it flows
     */
    public boolean awaitTraffic(final Duration patience) {
        try {
            Awaitility.await("traffic both ways").pollDelay(ASK_AFTER).pollInterval(POLL_INTERVAL)
                .atMost(patience.plus(ASK_AFTER)).until(meter::flowing);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /**
     * Lets time pass while traffic flows.
     *
     * @param time how long
     */
    public static void letPass(final Duration time) {
        Awaitility.await("passing time").pollDelay(time).atMost(time.plus(START_TIMEOUT)).until(() -> true);
    }

    private TrafficReport measure(final Runnable deed, final Announcements first, final Announcements second,
            final boolean flows) {
        // This host spoke a moment ago and does not while it is measured.
        lab.speak(2);
        meter.begin(rate);
        boolean done = false;
        try {
            if (flows) {
                meter.awaitReceived(Stream.OUT, rate, START_TIMEOUT);
                meter.awaitFlowing(START_TIMEOUT);
            }
            first.awaitEnd(START_TIMEOUT);
            second.awaitEnd(START_TIMEOUT);
            deed.run();
            done = true;
        } finally {
            if (!done) {
                meter.end();
            }
        }
        return meter.end();
    }
}
