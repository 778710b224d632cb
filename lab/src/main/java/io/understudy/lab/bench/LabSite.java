/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.FrameInjector;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The testbed. It has three hosts of its own; the addresses of all others are behind the port of the first one, whose
 * frames are made here: a thousand namespaces would take a minute to be raised, and would show nothing else.
 */
final class LabSite implements ScaleSite {
    static final int REAL_HOSTS = 3;
    private static final Pattern AGE = Pattern.compile("duration=([0-9.]+)s");
    private static final int SECOND_IN_NANOS = 9;

    private final Lab lab;
    private final Topology topology;
    private final Topology withStrangers;
    private final FrameInjector injector;

    private LabSite(final Lab lab, final Topology topology, final FrameInjector injector) {
        this.lab = requireNonNull(lab);
        this.topology = requireNonNull(topology);
        this.injector = requireNonNull(injector);
        withStrangers = Topology.of(topology.hosts() + STRANGERS);
    }

    static LabSite start(final int hosts) {
        final var lab = Lab.up(REAL_HOSTS);
        FrameInjector injector = null;
        try {
            injector = FrameInjector.start(lab.topology().localHost(1).namespace());
            return new LabSite(lab, Topology.of(hosts), injector);
        } finally {
            if (injector == null) {
                lab.close();
            }
        }
    }

    @Override
    public String where() {
        return "ovs";
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void speak(final int first, final int last) {
        injector.ask(withStrangers, first, last, topology.outsideHost(1).address());
    }

    @Override
    public long flows(final int bridge, final int table) {
        final var answer = lab.openFlow(bridge, "dump-aggregate", "table=" + table);
        return Long.parseLong(answer.replaceAll("(?s).*flow_count=(\\d+).*", "$1"));
    }

    @Override
    public List<Duration> flowAges(final int bridge, final int table) {
        return AGE.matcher(lab.openFlow(bridge, "dump-flows", "table=" + table)).results()
            .map(age -> Duration.ofNanos(new BigDecimal(age.group(1)).movePointRight(SECOND_IN_NANOS).longValue()))
            .toList();
    }

    @Override
    public void kill(final int bridge) {
        lab.fault(Fault.BRIDGE_HOST, bridge);
    }

    @Override
    public void revive(final int bridge) {
        lab.heal(Fault.BRIDGE_HOST, bridge);
    }

    @Override
    public Watch watch(final int bridge) {
        return UplinkWatch.start(topology, bridge);
    }

    @Override
    public void awaitIdle() {
        UplinkWatch.awaitIdle(lab, topology);
    }

    @Override
    public Optional<ScaleReference> reference() {
        return Optional.of(ReferenceSite.start(topology.hosts()));
    }

    @Override
    public void close() {
        try {
            injector.close();
        } finally {
            lab.close();
        }
    }
}
