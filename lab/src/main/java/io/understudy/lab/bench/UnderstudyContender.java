/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.measure.Course;
import io.understudy.lab.measure.Observation;
import io.understudy.lab.measure.ProtectedLab;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.LastFailover;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.ControllerProcess;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Mark;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.TrafficMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Understudy, in the controller that runs on this machine.
 */
final class UnderstudyContender implements Contender {
    private static final String GROUP = "bench";
    /** A silent connection is noticed only after openflowplugin's idle time; everything else is much faster. */
    private static final Duration NOTICE_PATIENCE = Duration.ofSeconds(40);
    private static final Duration TRAFFIC_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Longer than three heartbeats: a wrong decision has fallen by then. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);
    private static final Duration NOBODY = Duration.ofSeconds(2);
    private static final int WARM_UP_MOVES = 6;
    private static final int EVENTS = 10;
    private static final double MICROS_PER_MILLISECOND = 1e3;

    private final FaultSettings settings;
    private final Lab lab;
    private final GroupClient group;
    private final TrafficMeter meter;
    private final ProtectedLab pair;
    private final Course course;
    private String configured = "";

    private UnderstudyContender(final FaultSettings settings, final Lab lab, final GroupClient group,
            final TrafficMeter meter) {
        this.settings = requireNonNull(settings);
        this.lab = requireNonNull(lab);
        this.group = requireNonNull(group);
        this.meter = requireNonNull(meter);
        pair = new ProtectedLab(lab, group);
        course = new Course(lab, meter, settings.rate());
    }

    static UnderstudyContender start(final FaultSettings settings, final RestconfClient client) {
        final var lab = Lab.up(Topology.of(settings.hosts()));
        UnderstudyContender contender = null;
        boolean ready = false;
        try {
            contender = new UnderstudyContender(settings, lab, client.group(GROUP), TrafficMeter.start(lab));
            contender.configure(FaultCase.BRIDGE_HOST);
            contender.pair.learn();
            for (int move = 0; move < WARM_UP_MOVES; move++) {
                contender.pair.moveTo(1 + move % 2, "bench: warm-up");
            }
            ready = true;
            return contender;
        } finally {
            if (!ready && contender != null) {
                contender.close();
            } else if (!ready) {
                lab.close();
            }
        }
    }

    @Override
    public FaultRun run(final FaultCase fault, final int from) {
        configure(fault);
        pair.moveTo(from, "bench: " + fault.title());
        final long before = pair.summary().failovers();
        final var run = switch (fault) {
            case CONTROLLER_PAUSED -> FaultRun.of(course.during(this::pauseController));
            case LOAD -> FaultRun.of(course.during(this::keepProcessorsBusy));
            case SECONDARY_THEN_UPLINK -> secondaryThenUplink(from);
            default -> fault.takeover() ? takeover(fault, from) : FaultRun.of(unmoved(fault, from));
        };
        return run.withMoves(pair.summary().failovers() - before, run.detectToGateMillis());
    }

    @Override
    public String describe() {
        return group.state().map(state -> "The group is " + state.status() + ", " + state.primary().orElse("none")
            + " is primary. " + state.reason() + "\n  " + String.join("\n  ", state.events(EVENTS)))
            .orElse("The group has no state.");
    }

    @Override
    public void close() {
        meter.close();
        try {
            group.delete();
        } catch (RestconfException e) {
            throw new LabException("The group could not be deleted: " + e.getMessage(), e);
        } finally {
            lab.close();
        }
    }

    private void configure(final FaultCase fault) {
        final var configuration = settings.configuration(lab.topology(), fault);
        if (!configured.equals(configuration.toString())) {
            group.configure(configuration);
            configured = configuration.toString();
        }
        pair.awaitProtected();
    }

    private FaultRun takeover(final FaultCase fault, final int from) {
        final var report = new AtomicReference<>(Optional.<LastFailover>empty());
        final Runnable breaking = () -> {
            final var mark = Mark.now();
            fault.faults().forEach(each -> lab.fault(each, from));
            if (course.awaitTraffic(TRAFFIC_PATIENCE)) {
                report.set(pair.awaitReport(mark, 3 - from, false));
            }
        };
        final Runnable healing = () -> {
            fault.faults().forEach(each -> lab.heal(each, from));
            pair.awaitProtected();
            course.awaitTraffic(TRAFFIC_PATIENCE);
        };
        if (settings.storm() == 0) {
            // Two measurements, for what a hung switch still holds would fill the hole when it goes on.
            final var seen = course.during(List.of(breaking, healing));
            return moved(seen.get(0), report.get()).withHealing(seen.get(1));
        }
        final var seen = new StormCourse(course, lab.topology(), settings.storm()).during(breaking, healing);
        group.clearHosts();
        pair.learn();
        return moved(seen.broken(), report.get()).withHealing(seen.healed()).withStorm(seen.before());
    }

    private FaultRun secondaryThenUplink(final int from) {
        final int secondary = 3 - from;
        lab.fault(Fault.BRIDGE_HOST, secondary);
        group.awaitSummary("status unprotected", state -> state.status().equals("unprotected"),
            NOTICE_PATIENCE);
        final var report = new AtomicReference<>(Optional.<LastFailover>empty());
        final var seen = course.during(List.of(() -> {
            final var mark = Mark.now();
            FaultCase.SECONDARY_THEN_UPLINK.faults().forEach(each -> lab.fault(each, from));
            Course.letPass(NOBODY);
            lab.heal(Fault.BRIDGE_HOST, secondary);
            if (course.awaitTraffic(TRAFFIC_PATIENCE)) {
                report.set(pair.awaitReport(mark, secondary, false));
            }
        }, () -> {
            FaultCase.SECONDARY_THEN_UPLINK.faults().forEach(each -> lab.heal(each, from));
            pair.awaitProtected();
        }));
        return moved(seen.get(0), report.get()).withHealing(seen.get(1));
    }

    /** The whole story is one measurement: nothing may happen at any time. */
    private Observation unmoved(final FaultCase fault, final int from) {
        return course.during(() -> {
            fault.faults().forEach(each -> lab.fault(each, from));
            awaitNotice();
            Course.letPass(AFTERMATH);
            fault.faults().reversed().forEach(each -> lab.heal(each, from));
            pair.awaitProtected();
            course.awaitTraffic(TRAFFIC_PATIENCE);
        });
    }

    /** That nobody notices is a fault of its own, but not what is measured here. */
    private void awaitNotice() {
        try {
            group.awaitSummary("notice", state -> !state.status().equals("protected"), NOTICE_PATIENCE);
        } catch (ConditionTimeoutException e) {
            return;
        }
    }

    private void pauseController() {
        final var controller = ControllerProcess.find();
        controller.pause();
        try {
            Course.letPass(PAUSE);
        } finally {
            controller.resume();
        }
        Course.letPass(AFTERMATH);
        pair.awaitProtected();
    }

    private void keepProcessorsBusy() {
        final var busy = BusyProcessors.start();
        try (busy) {
            Course.letPass(settings.loadTime());
        }
        pair.awaitProtected();
        course.awaitTraffic(TRAFFIC_PATIENCE);
    }

    private static FaultRun moved(final Observation seen, final Optional<LastFailover> report) {
        return FaultRun.of(seen).withMoves(0, report
            .map(found -> OptionalDouble.of(found.gateOpenMicros().getAsLong() / MICROS_PER_MILLISECOND))
            .orElseGet(OptionalDouble::empty));
    }
}
