/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.lab.capture.Announcements;
import io.understudy.lab.capture.LoopWatch;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.TrafficMeter;
import io.understudy.lab.traffic.TrafficReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A lab whose bridges are in a group, with a meter on it. Whatever a test does with it, no broadcast may come back or
 * arrive twice: that is checked at the end of every measurement.
 */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final int RATE = 1000;

    private static final int HOSTS = 10;
    private static final Duration POLL = Duration.ofMillis(100);

    final Lab lab;
    final Topology topology;
    final GroupClient group;
    final TrafficMeter meter;

    private Rig(final Lab lab, final GroupClient group, final TrafficMeter meter) {
        this.lab = lab;
        topology = lab.topology();
        this.group = group;
        this.meter = meter;
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
            rig.group.configure(settings.apply(GroupConfiguration.of(rig.topology)
                .with("failback", "mode", "manual")));
            rig.awaitProtected();
            rig.learn();
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

    static Rig up() {
        return up(configuration -> configuration);
    }

    private void learn() {
        Awaitility.await("all hosts are in the table").pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(1))
            .atMost(PATIENCE).until(() -> {
                if (state().hosts().size() < HOSTS) {
                    lab.speak();
                }
                return state().hosts().size() == HOSTS;
            });
    }

    GroupState state() {
        return group.state().orElseThrow();
    }

    GroupState awaitProtected() {
        return group.awaitStatus("protected", PATIENCE);
    }

    void awaitPrimary(final int bridge) {
        group.await("role on bridge " + bridge, state -> state.primary().filter(topology.nodeId(bridge)::equals)
            .isPresent(), PATIENCE);
    }

    /**
     * Does something while traffic flows, and waits until it flows again.
     *
     * @return what happened to the traffic, and what was announced where
     */
    Outcome during(final Runnable deed) {
        // it spoke a moment ago, and does not while it is measured
        lab.speak(2);
        try (var first = Announcements.onUplink(topology, 1);
            var second = Announcements.onUplink(topology, 2);
            var loops = LoopWatch.start(topology)) {
            meter.begin(RATE);
            meter.awaitReceived(Stream.OUT, RATE, PATIENCE);
            meter.awaitFlowing(PATIENCE);
            first.awaitEnd(PATIENCE);
            second.awaitEnd(PATIENCE);
            deed.run();
            Awaitility.await("traffic both ways").pollInterval(POLL).atMost(PATIENCE).until(meter::flowing);
            final var traffic = meter.end();
            assertEquals(0, loops.returned(), "frames that came back to their senders");
            assertEquals(0, traffic.duplicatedBroadcasts(), "broadcasts that arrived twice");
            return new Outcome(traffic, first.perHost().keySet(), second.perHost().keySet());
        }
    }

    /**
     * Waits until the last move of the role, to the bridge given, has finished announcing.
     */
    void awaitAnnounced(final int bridge) {
        group.await("announcements on bridge " + bridge, state -> state.lastFailover()
            .filter(move -> move.to().equals(topology.nodeId(bridge)))
            .filter(move -> move.lastAnnouncementMicros().isPresent()).isPresent(), PATIENCE);
    }

    @Override
    public void close() {
        meter.close();
        group.delete();
        lab.close();
    }

    static void assertNothingLost(final TrafficReport traffic) {
        assertAll(Arrays.stream(Stream.values()).map(stream -> () -> {
            final var figures = traffic.of(stream);
            assertEquals(0, figures.lost(), "frames lost of stream " + stream + ": " + figures);
            assertEquals(0, figures.duplicated(), "frames duplicated of stream " + stream + ": " + figures);
        }));
    }
}
