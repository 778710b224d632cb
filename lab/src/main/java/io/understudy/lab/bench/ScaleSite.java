/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pair of bridges with many hosts: real ones or emulated ones.
 */
interface ScaleSite extends AutoCloseable {
    /** Hosts beyond those of {@link #topology()}, whom nobody knows. */
    int STRANGERS = 60_000;

    /**
     * Says what kind it is.
     *
     * @return {@code ovs} or {@code emulator}
     */
    String where();

    /**
     * Its bridges, and the addresses of its hosts.
     *
     * @return the topology
     */
    Topology topology();

    /**
     * Lets hosts say who they are, all at once: each sends an ARP request for the outside host.
     *
     * @param first the first of them, counted from 1
     * @param last the last of them; for a storm {@value #STRANGERS} follow those of {@link #topology()}
     */
    void speak(int first, int last);

    /**
     * Counts flows.
     *
     * @param bridge 1 or 2
     * @param table number of the table
     * @return the number of flows that the bridge has there
     */
    long flows(int bridge, int table);

    /**
     * Tells how long flows have been there.
     *
     * @param bridge 1 or 2
     * @param table number of the table
     * @return the age of each flow that the bridge has there, in no order
     */
    List<Duration> flowAges(int bridge, int table);

    /**
     * Kills the host of a bridge.
     *
     * @param bridge 1 or 2
     */
    void kill(int bridge);

    /**
     * Brings it back; it has no flows.
     *
     * @param bridge 1 or 2
     */
    void revive(int bridge);

    /**
     * Watches the uplink of a bridge at the switch behind it.
     *
     * @param bridge 1 or 2
     * @return the watch, already at work
     */
    Watch watch(int bridge);

    /**
     * Waits until nothing is left of earlier takeovers that the next one would have to wait for: there are minutes
     * between two of them where they are not measured.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if it does not end
     */
    void awaitIdle();

    /**
     * Starts a bare client with as many hosts to be compared with.
     *
     * @return the client, or nothing where there is none
     */
    Optional<ScaleReference> reference();

    @Override
    void close();

    /** What was announced on an uplink. */
    interface Watch extends AutoCloseable {
        /**
         * When each host was announced for the first time.
         *
         * @return MAC addresses, and wall clock
         */
        Map<String, Instant> firstSeen();

        /**
         * When a host was announced last.
         *
         * @return wall clock, or nothing if none was
         */
        Optional<Instant> lastSeen();

        @Override
        void close();
    }
}
