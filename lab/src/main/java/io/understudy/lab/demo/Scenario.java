/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.demo;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.capture.Announcements;
import io.understudy.lab.capture.LoopWatch;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.LastFailover;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Mark;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.TrafficMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The story that the demonstration tells: the primary bridge host dies, is repaired, gets its role back on request,
 * and dies again with announcements switched off.
 */
final class Scenario {
    private static final Duration GROUP_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** The flow of traffic is asked for only then, so that a loss has begun to show; see {@link TrafficMeter}. */
    private static final Duration ASK_AFTER = Duration.ofMillis(500);
    private static final Duration SPEAK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final double MICROS_PER_MILLISECOND = 1e3;

    private final Lab lab;
    private final Topology topology;
    private final GroupClient group;
    private final DemoSettings settings;
    private final Consumer<String> progress;

    Scenario(final Lab lab, final GroupClient group, final DemoSettings settings, final Consumer<String> progress) {
        this.lab = requireNonNull(lab);
        this.group = requireNonNull(group);
        this.settings = requireNonNull(settings);
        this.progress = requireNonNull(progress);
        topology = lab.topology();
    }

    DemoReport run() {
        group.configure(GroupConfiguration.of(topology)
            .with("heartbeat", "interval", settings.heartbeatInterval().toMillis())
            .with("heartbeat", "multiplier", settings.heartbeatMultiplier())
            .with("replication", "interval", settings.replicationInterval().toMillis())
            .with("failback", "mode", "manual"));
        awaitProtected();
        startAtBridge1();
        learn();
        try (var meter = TrafficMeter.start(lab)) {
            progress.accept("Killing bridge host 1, the primary.");
            final var takeover = measure(meter, 1, () -> lab.fault(Fault.BRIDGE_HOST, 1), true, START_TIMEOUT);
            heal();
            progress.accept("Failing back to bridge 1.");
            final var failback = measure(meter, 2, () -> {
                final var mark = Mark.now();
                group.switchover(topology.nodeId(1), "demo: failback");
                return mark;
            }, true, START_TIMEOUT);
            awaitProtected();
            progress.accept("Killing bridge host 1 again, with announcements switched off; watching for "
                + settings.cap().toSeconds() + " s.");
            group.set("announcement", "method", new JsonPrimitive("none"));
            awaitProtected();
            final var without = measure(meter, 1, () -> lab.fault(Fault.BRIDGE_HOST, 1), false,
                settings.cap());
            group.set("announcement", "method", new JsonPrimitive("rarp"));
            heal();
            return new DemoReport(settings, takeover, without, failback);
        }
    }

    /**
     * Measures one move of the role.
     *
     * @param meter the meter, at rest
     * @param from the bridge that forwards, 1 or 2; the other one takes over
     * @param trigger what starts the move; gives the time just before
     * @param announcing whether announcements are to be waited for
     * @param patience how long to wait for the traffic; it is measured longer by as much as it takes to notice
     * @return what was measured
     */
    private Takeover measure(final TrafficMeter meter, final int from, final Supplier<Mark> trigger,
            final boolean announcing, final Duration patience) {
        final int to = 3 - from;
        // This host spoke a moment ago and does not while it is measured.
        lab.speak(2);
        final int hosts = group.state().map(GroupState::hosts).orElse(List.of()).size();
        try (var right = Announcements.onUplink(topology, to);
            var wrong = Announcements.onUplink(topology, from);
            var loops = LoopWatch.start(topology)) {
            meter.begin(settings.rate());
            meter.awaitReceived(Stream.OUT, settings.rate(), START_TIMEOUT);
            meter.awaitFlowing(START_TIMEOUT);
            right.awaitEnd(START_TIMEOUT);
            wrong.awaitEnd(START_TIMEOUT);
            final var mark = trigger.get();
            awaitTraffic(meter, patience);
            final var failover = awaitReport(mark, to, announcing);
            final var traffic = meter.end();
            return new Takeover(detected(mark, failover), gate(mark, failover), hosts, right.perHost().size(),
                wrong.frames().size(), loops.returned() + traffic.duplicatedBroadcasts(), traffic);
        }
    }

    /** Traffic that does not come back is no error here: the report shows an outage up to the end. */
    private static void awaitTraffic(final TrafficMeter meter, final Duration patience) {
        try {
            Awaitility.await("traffic both ways").pollDelay(ASK_AFTER).pollInterval(POLL_INTERVAL)
                .atMost(patience.plus(ASK_AFTER)).until(meter::flowing);
        } catch (ConditionTimeoutException e) {
            return;
        }
    }

    /** Traffic flows again before the last round of announcements; those that follow are to be seen too. */
    private Optional<LastFailover> awaitReport(final Mark mark, final int to, final boolean announcing) {
        try {
            return group.await("report of the move to " + topology.nodeId(to), state -> state.lastFailover()
                .filter(failover -> failover.to().equals(topology.nodeId(to)))
                .filter(failover -> !failover.detectedAt().isBefore(mark.at()))
                .filter(failover -> failover.gateOpenMicros().isPresent())
                .filter(failover -> failover.lastAnnouncementMicros().isPresent() || !announcing)
                .isPresent(), REPORT_TIMEOUT).lastFailover();
        } catch (ConditionTimeoutException e) {
            progress.accept("The controller did not report the move: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static OptionalDouble detected(final Mark mark, final Optional<LastFailover> failover) {
        return failover.map(found -> OptionalDouble.of(mark.millisUntil(found.detectedAt())))
            .orElseGet(OptionalDouble::empty);
    }

    private static OptionalDouble gate(final Mark mark, final Optional<LastFailover> failover) {
        return failover.map(found -> OptionalDouble.of(mark.millisUntil(found.detectedAt())
            + found.gateOpenMicros().getAsLong() / MICROS_PER_MILLISECOND)).orElseGet(OptionalDouble::empty);
    }

    /** Whoever was elected first, the story starts at bridge 1. */
    private void startAtBridge1() {
        final var first = topology.nodeId(1);
        if (!group.state().flatMap(GroupState::primary).equals(Optional.of(first))) {
            group.switchover(first, "demo: start at bridge 1");
            group.await("primary " + first, state -> state.primary().equals(Optional.of(first)), GROUP_TIMEOUT);
            awaitProtected();
        }
    }

    private void awaitProtected() {
        progress.accept("Waiting until the group is protected.");
        group.awaitStatus("protected", GROUP_TIMEOUT);
    }

    private void learn() {
        progress.accept("Letting " + topology.hosts() + " hosts speak once.");
        final var learned = Awaitility.await("all hosts are learned").atMost(GROUP_TIMEOUT)
            .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
            .until(() -> {
                lab.speak();
                return awaitHosts();
            }, Optional::isPresent);
        progress.accept("The learned table:");
        learned.orElseThrow().hosts().forEach(host -> progress.accept("  " + line(host)));
    }

    private Optional<GroupState> awaitHosts() {
        try {
            return Optional.of(group.await(topology.hosts() + " learned hosts",
                state -> state.hosts().size() >= topology.hosts(), SPEAK_AGAIN_AFTER));
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }

    private static String line(final JsonObject host) {
        final var addresses = host.has("ip-address") ? host.getAsJsonArray("ip-address") : new JsonArray();
        return host.get("mac").getAsString() + "  trunk " + text(host, "trunk-port") + "  vlan "
            + text(host, "vlan-id") + "  "
            + String.join(", ", StreamSupport.stream(addresses.spliterator(), false).map(JsonElement::getAsString)
                .toList());
    }

    private static String text(final JsonObject json, final String name) {
        return json.has(name) ? json.get(name).getAsString() : "?";
    }

    private void heal() {
        progress.accept("Repairing bridge host 1.");
        lab.heal(Fault.BRIDGE_HOST, 1);
        awaitProtected();
    }
}
