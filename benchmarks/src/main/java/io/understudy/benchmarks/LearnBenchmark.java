/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import com.google.common.net.InetAddresses;
import io.understudy.core.learning.Observation;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.table.ForwardingTable;
import io.understudy.core.table.TableChange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Learning, in a table with few and with many hosts.
 */
@State(Scope.Benchmark)
public class LearnBenchmark {
    private static final long FIRST_MAC = 0x0200_0000_0000L;
    private static final int FIRST_ADDRESS = 0x0a4d_0000;
    private static final Location TRUNK = new Location.Trunk(1);

    /** How many hosts the table has. */
    @Param({"10", "10000"})
    private int hosts;

    private final List<Observation> known = new ArrayList<>();
    private ForwardingTable table = new ForwardingTable(LearningConfiguration.DEFAULT, Set.of());
    private Observation stranger = observation(0);
    private int next;
    private long now;

    /** Fills the table. */
    @Setup
    public void fill() {
        stranger = observation(hosts + 1);
        for (int number = 1; number <= hosts; number++) {
            known.add(observation(number));
        }
        known.forEach(observation -> table.learn(observation, TRUNK, now++));
        table.drainReplication();
    }

    /** A host that is known asks again for what it has asked before. */
    @Benchmark
    public List<TableChange> learnKnown() {
        next = next + 1 == hosts ? 0 : next + 1;
        return table.learn(known.get(next), TRUNK, now++);
    }

    /** A host comes and goes, and its changes are handed over. */
    @Benchmark
    public Object learnNew() {
        final var learned = table.learn(stranger, TRUNK, now++);
        table.drainReplication();
        table.remove(stranger.source());
        table.drainReplication();
        return learned;
    }

    private static Observation observation(final int number) {
        final InetAddress address = InetAddresses.fromInteger(FIRST_ADDRESS + number);
        return new Observation(new HostKey(0, new MacAddress(FIRST_MAC + number)), List.of(address),
            Optional.of(new Observation.Peer(InetAddresses.forString("10.77.255.1"), Optional.empty())));
    }
}
