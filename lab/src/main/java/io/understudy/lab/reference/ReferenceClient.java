/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import io.understudy.lab.testbed.AgentProcess;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.slf4j.LoggerFactory;

/**
 * A {@link ReferenceAgent} in a process of its own.
 */
public final class ReferenceClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final int WARM_UP_MOVES = 100;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final AgentProcess process;
    private final String address;

    private ReferenceClient(final AgentProcess process, final String address) {
        this.process = requireNonNull(process);
        this.address = requireNonNull(address);
    }

    /**
     * Starts the agent; it then waits for the bridges. It announces each host by a frame, right behind what opens the
     * gate.
     *
     * @param topology the lab, for its datapath ids and the addresses of its hosts
     * @return the agent
     */
    public static ReferenceClient start(final Topology topology) {
        return launch(topology, "hosts");
    }

    /**
     * Starts an agent that announces the hosts by groups in the bridges, as soon as the gate is confirmed.
     *
     * @param topology the lab, for its datapath ids and the addresses of its hosts
     * @return the agent
     */
    public static ReferenceClient startWithGroups(final Topology topology) {
        return launch(topology, "grouped");
    }

    private static ReferenceClient launch(final Topology topology, final String command) {
        final var process = AgentProcess.start("The reference agent", List.of(),
            List.of("-XX:+UseSerialGC", "-Xmx128m", "-Dslf4j.internal.verbosity=ERROR"), ReferenceAgent.class,
            List.of(Gson.class, OFFactories.class, ByteBuf.class, ReferenceCounted.class, ImmutableList.class,
                LoggerFactory.class));
        final int port = process.ask("listen", topology.firstDatapath()).get("port").getAsInt();
        final var words = new ArrayList<Object>(List.of(command));
        words.addAll(topology.localMacs());
        words.add("outside");
        for (int number = 1; number <= topology.remotes(); number++) {
            words.add(topology.outsideHost(number).mac());
        }
        process.ask(words.toArray());
        return new ReferenceClient(process, "127.0.0.1:" + port);
    }

    /**
     * Where it takes the bridges' connections.
     *
     * @return host and port, with a colon between them
     */
    public String address() {
        return address;
    }

    /**
     * Waits until both bridges are connected and have their flows.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if they do not connect
     */
    public void awaitConnected() {
        Awaitility.await("both bridges are at the reference agent").pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL)
            .atMost(PATIENCE).until(() -> status().get("connected").getAsInt() == 2);
    }

    /**
     * Gives the role to a bridge, unless it has it, and waits until both have confirmed it.
     *
     * @param bridge 1 or 2
     */
    public void moveTo(final int bridge) {
        if (status().get("primary").getAsInt() != bridge) {
            process.ask("move", bridge);
        }
        Awaitility.await("both bridges have confirmed the move").pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL)
            .atMost(PATIENCE).until(() -> status().get("settled").getAsBoolean());
    }

    /**
     * Moves the role there and back until all that a takeover needs is compiled.
     */
    public void warmUp() {
        for (int move = 0; move < WARM_UP_MOVES; move++) {
            moveTo(1 + move % 2);
        }
    }

    /**
     * How often it took over, moves by request not counted.
     *
     * @return the number
     */
    public long takeovers() {
        return status().get("takeovers").getAsLong();
    }

    /**
     * How long the last move took, from what caused it until the new gate was confirmed.
     *
     * @return milliseconds
     */
    public double gateMillis() {
        return status().get("gate_nanos").getAsLong() / NANOS_PER_MILLISECOND;
    }

    /**
     * When the gate of the last move was confirmed.
     *
     * @return wall clock
     */
    public Instant gateAt() {
        return Instant.parse(status().get("gate_at").getAsString());
    }

    /**
     * How things stand.
     *
     * @return its status, as JSON
     */
    public String describe() {
        return status().toString();
    }

    @Override
    public void close() {
        process.close();
    }

    private JsonObject status() {
        return process.ask("status");
    }
}
