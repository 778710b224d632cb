/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.measure.Course;
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
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReferenceClient agent;
    private final Lab lab;
    private final TrafficMeter meter;
    private final Course course;

    private ReferenceContender(final ReferenceClient agent, final Lab lab, final TrafficMeter meter, final int rate) {
        this.agent = requireNonNull(agent);
        this.lab = requireNonNull(lab);
        this.meter = requireNonNull(meter);
        course = new Course(lab, meter, rate);
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
            return new ReferenceContender(agent, lab, TrafficMeter.start(lab), settings.rate());
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
        final var seen = course.during(List.of(() -> {
            fault.faults().forEach(each -> lab.fault(each, from));
            course.awaitTraffic(PATIENCE);
            if (agent.takeovers() > before) {
                gate.set(OptionalDouble.of(agent.gateMillis()));
            }
        }, () -> {
            fault.faults().forEach(each -> lab.heal(each, from));
            agent.awaitConnected();
        }));
        return FaultRun.of(seen.get(0)).withMoves(agent.takeovers() - before, gate.get()).withHealing(seen.get(1));
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
