/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A storm of twenty thousand new hosts in ten seconds, more than the table may hold, and the primary dies in the middle
 * of it. The bridges are emulated ones, for those of the testbed need most of a small machine for such a storm alone.
 */
@ExtendWith(Distribution.class)
class EmulatedStormIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int KNOWN = 100;
    private static final int STRANGERS = 20_000;
    private static final int LIMIT = 12_000;
    private static final int SLICES = 500;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RATE = 1000;
    private static final Duration SPEAK_AGAIN_AFTER = Duration.ofSeconds(10);
    private static final String GATEWAY = "10.77.255.1";

    private final Topology topology = Topology.of(KNOWN + STRANGERS).withDatapath(0x41);
    private EmulatedLab lab;
    private GroupClient group;

    @BeforeEach
    void protect() {
        lab = EmulatedLab.up(topology);
        group = RestconfClient.local().group("storm");
        EmulatedRig.protect(EmulatedRig.configuration(topology).with("learning", "max-hosts", LIMIT), group, PATIENCE);
        lab.localHosts().ask(1, KNOWN, GATEWAY);
        group.awaitSummary(KNOWN + " hosts", state -> state.hostCount() == KNOWN, PATIENCE);
    }

    @AfterEach
    void remove() {
        group.delete();
        lab.close();
    }

    @Test
    void theRoleMovesWhenABridgeDiesOnlyAndTheTableHoldsItsLimit(final TestReporter reporter) {
        final double calm = takeOver(1);
        reboot(1);
        final long calmMoves = summary("the moves so far").failovers();

        final var half = new CountDownLatch(SLICES / 2);
        final var storm = Thread.ofPlatform().name("storm").start(() -> blow(half));
        await(half);
        // A busy machine may be late with a heartbeat or two, which is no loss.
        group.awaitStatus("protected", PATIENCE);
        final double stormy = takeOver(2);
        join(storm);
        reporter.publishEntry("longest hole, ms", String.format(Locale.ROOT, "%.1f without a storm, %.1f in it",
            calm, stormy));
        final var full = fill();
        assertAll(
            () -> assertEquals(calmMoves + 1, full.failovers(), full::reason),
            () -> assertEquals(Optional.of(topology.nodeId(1)), full.primary()),
            () -> assertEquals(0, lab.localHosts().returned(), "frames that came back to their senders"));

        reboot(2);
        Awaitility.await("both bridges hold the same hosts").atMost(PATIENCE).until(() ->
            lab.bridge(1).flowCount(1) >= LIMIT && lab.bridge(1).flowCount(1) == lab.bridge(2).flowCount(1));
        assertEquals(LIMIT, tableSize(summary("the table")));
    }

    private static long tableSize(final GroupState state) {
        return state.hostCount() + state.json().getAsJsonObject("statistics").get("remote-hosts").getAsLong();
    }

    /**
     * Lets the primary's host die.
     *
     * @return the longest hole in the traffic that it made, ms
     */
    private double takeOver(final int from) {
        try (var outward = lab.outward(1, 1, RATE); var inward = lab.inward(1, 2, RATE)) {
            EmulatedRig.awaitFrame(outward, PATIENCE);
            EmulatedRig.awaitFrame(inward, PATIENCE);
            lab.fault(Fault.BRIDGE_HOST, from);
            group.awaitSummary("primary " + topology.nodeId(3 - from),
                state -> state.primary().equals(Optional.of(topology.nodeId(3 - from))), PATIENCE);
            EmulatedRig.awaitFrame(outward, PATIENCE);
            EmulatedRig.awaitFrame(inward, PATIENCE);
            assertEquals(0, outward.duplicated() + inward.duplicated());
            return Math.max(outward.longestHoleMillis(), inward.longestHoleMillis());
        }
    }

    /** A host takes longer to boot than openflowplugin takes to find the old connection dead; so it is here. */
    private void reboot(final int number) {
        group.awaitSummary("end of the connection", state -> evidence(state, number, "channel").get("state")
            .getAsString().equals("down"), PATIENCE);
        lab.heal(Fault.BRIDGE_HOST, number);
        group.awaitStatus("protected", PATIENCE);
    }

    private void blow(final CountDownLatch slices) {
        long due = System.nanoTime();
        final int slice = STRANGERS / SLICES;
        for (int first = KNOWN + 1; first <= KNOWN + STRANGERS; first += slice) {
            lab.localHosts().ask(first, first + slice - 1, GATEWAY);
            slices.countDown();
            due += SLICE_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Whoever was not heard in the storm, for the machine was too slow, speaks again as hosts do. */
    private GroupState fill() {
        final var full = new AtomicReference<GroupState>();
        Awaitility.await("a full table").pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> {
            try {
                full.set(group.awaitSummary("a full table", state -> tableSize(state) >= LIMIT, SPEAK_AGAIN_AFTER));
                return true;
            } catch (ConditionTimeoutException e) {
                blow(new CountDownLatch(0));
                return false;
            }
        });
        assertEquals(LIMIT, tableSize(full.get()));
        return full.get();
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(final Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GroupState summary(final String what) {
        return group.awaitSummary(what, state -> true, PATIENCE);
    }

    private JsonObject evidence(final GroupState state, final int number, final String kind) {
        return state.bridge(topology.nodeId(number)).getAsJsonObject("evidence").getAsJsonObject(kind);
    }
}
