/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.measure.Course;
import io.understudy.lab.measure.Observation;
import io.understudy.lab.reference.ReferenceClient;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.TrafficMeter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The bare reference agent, on a lab beside that of Understudy with the same settings.
 */
final class ReferenceContender implements Contender {
    private static final String LAB = "ref";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReferenceClient agent;
    private final Lab lab;
    private final TrafficMeter meter;
    private final Course course;
    private final int storm;

    private ReferenceContender(final ReferenceClient agent, final Lab lab, final TrafficMeter meter,
            final FaultSettings settings) {
        this.agent = requireNonNull(agent);
        this.lab = requireNonNull(lab);
        this.meter = requireNonNull(meter);
        course = new Course(lab, meter, settings.rate());
        storm = settings.storm();
    }

    static ReferenceContender start(final FaultSettings settings) {
        final var topology = Topology.of(settings.hosts()).named(LAB).withoutDirect();
        final var agent = ReferenceClient.start(topology);
        Lab lab = null;
        try {
            lab = Lab.up(topology.withController(agent.address()));
            agent.awaitConnected();
            agent.warmUp();
            agent.moveTo(1);
            lab.speak();
            return new ReferenceContender(agent, lab, TrafficMeter.start(lab), settings);
        } catch (LabException | ConditionTimeoutException e) {
            agent.close();
            if (lab != null) {
                lab.close();
            }
            throw e;
        }
    }

    @Override
    public FaultRun run(final FaultCase fault, final int from) {
        agent.moveTo(from);
        final long before = agent.takeovers();
        final var gate = new AtomicReference<>(OptionalDouble.empty());
        final Runnable breaking = () -> {
            fault.faults().forEach(each -> lab.fault(each, from));
            course.awaitTraffic(PATIENCE);
            if (agent.takeovers() > before) {
                gate.set(OptionalDouble.of(agent.gateMillis()));
            }
        };
        final Runnable healing = () -> {
            fault.faults().forEach(each -> lab.heal(each, from));
            agent.awaitConnected();
        };
        if (storm == 0) {
            final var seen = course.during(List.of(breaking, healing));
            return moved(seen.get(0), before, gate.get()).withHealing(seen.get(1));
        }
        final var seen = new StormCourse(course, lab.topology(), storm).during(breaking, healing);
        return moved(seen.broken(), before, gate.get()).withHealing(seen.healed()).withStorm(seen.before());
    }

    private FaultRun moved(final Observation seen, final long before, final OptionalDouble gate) {
        return FaultRun.of(seen).withMoves(agent.takeovers() - before, gate);
    }

    @Override
    public String describe() {
        return "The agent: " + agent.describe();
    }

    @Override
    public void close() {
        meter.close();
        lab.close();
        agent.close();
    }
}
