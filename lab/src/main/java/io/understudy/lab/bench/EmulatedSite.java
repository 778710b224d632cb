/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.emulator.Frames;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Emulated bridges, in this process.
 */
final class EmulatedSite implements ScaleSite {
    private final EmulatedLab lab;

    private final Topology topology;

    private EmulatedSite(final EmulatedLab lab, final Topology topology) {
        this.lab = requireNonNull(lab);
        this.topology = requireNonNull(topology);
    }

    static EmulatedSite start(final int hosts, final int strangers) {
        return new EmulatedSite(EmulatedLab.up(Topology.of(hosts + strangers)), Topology.of(hosts));
    }

    @Override
    public String where() {
        return "emulator";
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void speak(final int first, final int last) {
        lab.localHosts().ask(first, last, topology.outsideHost(1).address());
    }

    @Override
    public long flows(final int bridge, final int table) {
        return lab.bridge(bridge).flowCount(table);
    }

    @Override
    public List<Duration> flowAges(final int bridge, final int table) {
        return lab.bridge(bridge).flowAges(table);
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
    public void awaitIdle() {
        UplinkWatch.awaitQuiet(this::watch);
    }

    @Override
    public Watch watch(final int bridge) {
        final var macs = topology.localMacs();
        final var log = lab.watchUplink(bridge,
            frame -> Frames.isAnnouncement(frame) && macs.contains(Frames.source(frame)));
        return new Watch() {
            @Override
            public Map<String, Instant> firstSeen() {
                final var seen = new HashMap<String, Instant>();
                log.entries().forEach(entry -> seen.putIfAbsent(entry.source(), entry.at()));
                return seen;
            }

            @Override
            public Optional<Instant> lastSeen() {
                final var entries = log.entries();
                return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1).at());
            }

            @Override
            public void close() {
                lab.unwatchUplink(bridge, log);
            }
        };
    }

    @Override
    public Optional<ScaleReference> reference() {
        return Optional.empty();
    }

    @Override
    public void close() {
        lab.close();
    }
}
