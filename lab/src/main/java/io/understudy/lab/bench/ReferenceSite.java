/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.reference.ReferenceClient;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Mark;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.Collections;
import org.awaitility.Awaitility;

/**
 * The bare reference agent with groups, on a testbed beside that of Understudy. It has the addresses of as many hosts;
 * nobody speaks there.
 */
final class ReferenceSite implements ScaleReference {
    private static final String LAB = "ref";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final ReferenceClient agent;
    private final Lab lab;
    private final Topology topology;

    private ReferenceSite(final ReferenceClient agent, final Lab lab, final Topology topology) {
        this.agent = requireNonNull(agent);
        this.lab = requireNonNull(lab);
        this.topology = requireNonNull(topology);
    }

    /**
     * Raises the testbed, and warms the agent up.
     *
     * @param hosts how many hosts are announced
     * @return the site
     * @throws io.understudy.lab.testbed.LabException if it cannot be raised
     * @throws org.awaitility.core.ConditionTimeoutException if the bridges do not connect
     */
    static ReferenceSite start(final int hosts) {
        final var topology = Topology.of(hosts).named(LAB).withoutDirect();
        final var agent = ReferenceClient.startWithGroups(topology);
        Lab lab = null;
        boolean ready = false;
        try {
            lab = Lab.up(Topology.of(LabSite.REAL_HOSTS).named(LAB).withoutDirect().withController(agent.address()));
            agent.awaitConnected();
            agent.warmUp();
            ready = true;
            return new ReferenceSite(agent, lab, topology);
        } finally {
            if (!ready) {
                close(lab, agent);
            }
        }
    }

    @Override
    public double gateToLastFrameMillis(final int from) {
        agent.moveTo(from);
        UplinkWatch.awaitIdle(lab, topology);
        final long before = agent.takeovers();
        try (var watch = UplinkWatch.start(topology, 3 - from)) {
            lab.fault(Fault.BRIDGE_HOST, from);
            Awaitility.await("the reference agent takes over").pollInterval(POLL).atMost(PATIENCE)
                .until(() -> agent.takeovers() > before);
            final var seen = Awaitility.await("the reference agent's announcement of " + topology.hosts() + " hosts")
                .pollInterval(POLL).atMost(PATIENCE).until(watch::firstSeen, all -> all.size() >= topology.hosts());
            return new Mark(agent.gateAt()).millisUntil(Collections.max(seen.values()));
        } finally {
            lab.heal(Fault.BRIDGE_HOST, from);
            agent.awaitConnected();
        }
    }

    @Override
    public void close() {
        close(lab, agent);
    }

    private static void close(final Lab lab, final ReferenceClient agent) {
        try (agent) {
            if (lab != null) {
                lab.close();
            }
        }
    }
}
