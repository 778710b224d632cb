/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.lab.measure.Course;
import io.understudy.lab.measure.Observation;
import io.understudy.lab.measure.ProtectedLab;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.FrameInjector;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.TrafficMeter;
import io.understudy.lab.traffic.TrafficReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A lab whose bridges are in a group, with a meter on it. Whatever a test does with it, no broadcast may come back or
 * arrive twice: that is checked at the end of every measurement.
 */
public final class Rig implements AutoCloseable {
    /** How long a test waits for what must happen. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Frames a second of each stream; a hole of more than 2 ms is seen. */
    static final int RATE = 500;

    private static final int HOSTS = 10;
    private static final Duration SPEAK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);

    public final Lab lab;
    public final Topology topology;
    public final GroupClient group;
    final TrafficMeter meter;

    private final ProtectedLab pair;
    private final Course course;

    private Rig(final Lab lab, final GroupClient group, final TrafficMeter meter) {
        this.lab = lab;
        topology = lab.topology();
        this.group = group;
        this.meter = meter;
        pair = new ProtectedLab(lab, group);
        course = new Course(lab, meter, RATE);
    }

    /**
     * Raises a lab, configures a group on it with bridge 1 preferred, and waits until it is protected and has learned
     * all hosts.
     */
    static Rig up(final UnaryOperator<GroupConfiguration> settings) {
        final var lab = Lab.up(HOSTS);
        Rig rig = null;
        boolean ready = false;
        try {
            rig = new Rig(lab, RestconfClient.local().group("test"), TrafficMeter.start(lab));
            // both bridges and the datastore hear of the hosts after a second, not after five
            rig.group.configure(settings.apply(GroupConfiguration.of(rig.topology)
                .with("failback", "mode", "manual").with("replication", "interval", 1)));
            rig.awaitProtected();
            rig.pair.learn();
            ready = true;
            return rig;
        } finally {
            if (!ready && rig != null) {
                rig.close();
            } else if (!ready) {
                lab.close();
            }
        }
    }

    /**
     * Raises a lab with a group that has the default configuration.
     */
    public static Rig up() {
        return up(configuration -> configuration);
    }

    public GroupState state() {
        return pair.state();
    }

    public void awaitProtected() {
        pair.awaitProtected();
    }

    public void awaitPrimary(final int bridge) {
        pair.awaitPrimary(bridge);
    }

    /**
     * Does something while traffic flows, and waits until it flows again.
     *
     * @return what happened to the traffic, and what was announced where
     */
    public Observation during(final Runnable deed) {
        final var seen = course.during(() -> {
            deed.run();
            Awaitility.await("traffic both ways").pollInterval(POLL).atMost(PATIENCE).until(meter::flowing);
        });
        assertEquals(0, seen.looped(), "frames that came back to their senders");
        final var twice = seen.traffic().broadcastsTwice();
        if (!twice.isEmpty()) {
            final var move = state().lastFailover();
            assertEquals(List.of(), twice.stream()
                .filter(sent -> move.filter(last -> TwiceForwarded.mayBe(sent, last)).isEmpty()).toList(),
                "when broadcasts were sent that arrived twice; the last move: " + move);
        }
        return seen;
    }

    /**
     * Lets hosts speak, as often as it takes: what a host says first may be dropped on a busy machine, and a host that
     * gets no answer asks again.
     *
     * @param many their addresses
     * @param first the first that speaks, counted from 1
     * @param last the last that speaks
     * @param known how many hosts are to be known then
     */
    void hear(final FrameInjector injector, final Topology many, final int first, final int last, final int known) {
        speakUntil(known + " hosts", () -> injector.ask(many, first, last, topology.outsideHost(1).address()),
            () -> group.awaitSummary(known + " hosts", state -> state.hostCount() >= known, SPEAK_AGAIN_AFTER));
    }

    /**
     * Lets hosts speak again and again until they have been heard.
     *
     * @param what what is awaited, in words, for the message
     * @param speaking lets them speak
     * @param hearing waits a while until they have been heard
     */
    public static void speakUntil(final String what, final Runnable speaking, final Runnable hearing) {
        Awaitility.await(what).pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> {
            speaking.run();
            try {
                hearing.run();
                return true;
            } catch (ConditionTimeoutException e) {
                return false;
            }
        });
    }

    /**
     * Waits until the last move of the role, to the bridge given, has finished announcing.
     */
    public void awaitAnnounced(final int bridge) {
        pair.awaitAnnounced(bridge);
    }

    @Override
    public void close() {
        meter.close();
        group.delete();
        lab.close();
    }

    public static void assertNothingLost(final TrafficReport traffic) {
        assertAll(Arrays.stream(Stream.values()).map(stream -> () -> {
            final var figures = traffic.of(stream);
            assertEquals(0, figures.lost(), "frames lost of stream " + stream + ": " + figures);
            assertEquals(0, figures.duplicated(), "frames duplicated of stream " + stream + ": " + figures);
        }));
    }
}
