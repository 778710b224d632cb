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
import io.understudy.lab.measure.Course;
import io.understudy.lab.measure.ProtectedLab;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.LastFailover;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Mark;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.TrafficMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * The story that the demonstration tells: the primary bridge host dies, is repaired, gets its role back on request,
 * and dies again with announcements switched off.
 */
final class Scenario {
    private static final Duration TRAFFIC_PATIENCE = Duration.ofSeconds(30);
    private static final double MICROS_PER_MILLISECOND = 1e3;

    private final Lab lab;
    private final Topology topology;
    private final GroupClient group;
    private final DemoSettings settings;
    private final Consumer<String> progress;
    private final ProtectedLab pair;
    private Course course;

    Scenario(final Lab lab, final GroupClient group, final DemoSettings settings, final Consumer<String> progress) {
        this.lab = requireNonNull(lab);
        this.group = requireNonNull(group);
        this.settings = requireNonNull(settings);
        this.progress = requireNonNull(progress);
        topology = lab.topology();
        pair = new ProtectedLab(lab, group);
    }

    DemoReport run() {
        group.configure(GroupConfiguration.of(topology)
            .with("heartbeat", "interval", settings.heartbeatInterval().toMillis())
            .with("heartbeat", "multiplier", settings.heartbeatMultiplier())
            .with("replication", "interval", settings.replicationInterval().toMillis())
            .with("failback", "mode", "manual"));
        awaitProtected();
        // Whoever was elected first, the story starts at bridge 1.
        pair.moveTo(1, "demo: start at bridge 1");
        learn();
        try (var meter = TrafficMeter.start(lab)) {
            course = new Course(lab, meter, settings.rate());
            progress.accept("Killing bridge host 1, the primary.");
            final var takeover = measure(1, () -> lab.fault(Fault.BRIDGE_HOST, 1), true, TRAFFIC_PATIENCE);
            heal();
            progress.accept("Failing back to bridge 1.");
            final var failback = measure(2, () -> {
                final var mark = Mark.now();
                group.switchover(topology.nodeId(1), "demo: failback");
                return mark;
            }, true, TRAFFIC_PATIENCE);
            awaitProtected();
            progress.accept("Killing bridge host 1 again, with announcements switched off; watching for "
                + settings.cap().toSeconds() + " s.");
            group.set("announcement", "method", new JsonPrimitive("none"));
            awaitProtected();
            final var without = measure(1, () -> lab.fault(Fault.BRIDGE_HOST, 1), false,
                settings.cap());
            group.set("announcement", "method", new JsonPrimitive("rarp"));
            heal();
            return new DemoReport(settings, takeover, without, failback);
        }
    }

    /**
     * Measures one move of the role.
     *
     * @param from the bridge that forwards, 1 or 2; the other one takes over
     * @param trigger what starts the move; gives the time just before
     * @param announcing whether announcements are to be waited for
     * @param patience how long to wait for the traffic; it is measured longer by as much as it takes to notice
     * @return what was measured
     */
    private Takeover measure(final int from, final Supplier<Mark> trigger, final boolean announcing,
            final Duration patience) {
        final int to = 3 - from;
        final int hosts = group.state().map(GroupState::hosts).orElse(List.of()).size();
        final var mark = new AtomicReference<Mark>();
        final var failover = new AtomicReference<>(Optional.<LastFailover>empty());
        final var seen = course.during(() -> {
            mark.set(trigger.get());
            course.awaitTraffic(patience);
            failover.set(pair.awaitReport(mark.get(), to, announcing));
        });
        if (failover.get().isEmpty()) {
            progress.accept("The controller did not report the move to " + topology.nodeId(to) + ".");
        }
        return new Takeover(detected(mark.get(), failover.get()), gate(mark.get(), failover.get()), hosts,
            seen.announced(to).size(), seen.announcements(from), seen.looped() + seen.traffic().duplicatedBroadcasts(),
            seen.traffic());
    }

    private static OptionalDouble detected(final Mark mark, final Optional<LastFailover> failover) {
        return failover.map(found -> OptionalDouble.of(mark.millisUntil(found.detectedAt())))
            .orElseGet(OptionalDouble::empty);
    }

    private static OptionalDouble gate(final Mark mark, final Optional<LastFailover> failover) {
        return failover.map(found -> OptionalDouble.of(mark.millisUntil(found.detectedAt())
            + found.gateOpenMicros().getAsLong() / MICROS_PER_MILLISECOND)).orElseGet(OptionalDouble::empty);
    }

    private void awaitProtected() {
        progress.accept("Waiting until the group is protected.");
        pair.awaitProtected();
    }

    private void learn() {
        progress.accept("Letting " + topology.hosts() + " hosts speak once.");
        final var learned = pair.learn();
        progress.accept("The learned table:");
        learned.hosts().forEach(host -> progress.accept("  " + line(host)));
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
