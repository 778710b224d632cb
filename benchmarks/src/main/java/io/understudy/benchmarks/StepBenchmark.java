/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import io.understudy.core.failover.Event;
import io.understudy.core.failover.FailoverMachine;
import io.understudy.core.failover.Step;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One step of the failover logic. It is a pure function, so the same step can be taken again and again.
 */
@State(Scope.Benchmark)
public class StepBenchmark {
    private final ServingGroup group = ServingGroup.start();
    // Not final: the compiler must not know the events.
    private Event heartbeat = group.heartbeatAnswered();
    private Event carrier = group.uplinkLost();

    /** A time that was asked for has come: heartbeats and path probes are sent. */
    @Benchmark
    public Step stepTick() {
        return FailoverMachine.step(group.beforeTick(), new Event.Tick(group.due()), group.due());
    }

    /** A heartbeat is answered. */
    @Benchmark
    public Step stepHeartbeat() {
        return FailoverMachine.step(group.afterTick(), heartbeat, group.due());
    }

    /** The primary's uplink loses its carrier: the role moves. */
    @Benchmark
    public Step stepTakeover() {
        return FailoverMachine.step(group.afterTick(), carrier, group.due());
    }
}
