/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A hundred short lives of a group with faults and requests at random. {@link PairSimulation} checks every step:
 * no gate is opened beside one that may be open, no request is answered twice, no timer spins. At the end everything
 * is mended, and the group must be protected again. A failure names the seed that replays it.
 */
final class RandomFaultsTest {
    private static final int RUNS = 100;
    private static final int FAULTS = 25;
    private static final long MILLI = 1_000_000;

    @Test
    void noSequenceOfFaultsOpensTwoGatesOrLeavesTheGroupUnprotected() {
        LongStream.range(0, RUNS).parallel().forEach(RandomFaultsTest::run);
    }

    @SuppressWarnings("checkstyle:illegalCatch")
    private static void run(final long seed) {
        final var random = new Random(seed);
        final var lateness = random.nextInt(4);
        final var pair = new PairSimulation(SampleGroup.with(
            new HeartbeatConfiguration(pick(random, 10, 100, 1000), pick(random, 2, 3, 5), pick(random, 0, 20, 500)),
            new FailbackConfiguration(random.nextBoolean(), random.nextInt(10)),
            new DampingConfiguration(1 + random.nextInt(5), 60, random.nextInt(30))), seed,
            () -> lateness > 0 ? 0 : random.nextLong(random.nextInt(20) == 0 ? 3_000 * MILLI : MILLI));
        final var story = new StringBuilder();
        try {
            for (var side : Side.values()) {
                pair.bridge(side).gateOpen = random.nextInt(3) == 0;
            }
            for (int count = 0; count < FAULTS; count++) {
                story.append(pair.now() / MILLI).append(": ").append(fault(pair, random)).append('\n');
                pair.run(random.nextInt(4) == 0 ? random.nextInt(15_000) : random.nextInt(200));
            }
            mend(pair);
            assertEquals(GroupStatus.Code.PROTECTED, pair.status().code(), pair::reasons);
            final var primary = pair.state().primary().orElseThrow();
            assertTrue(pair.bridge(primary).gateOpen, "the primary's gate is open");
            assertFalse(pair.bridge(primary.other()).gateOpen, "the secondary's gate is closed");
            pair.checkAllAnswered();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ":\n" + story + pair.log(), e);
        }
    }

    private static String fault(final PairSimulation pair, final Random random) {
        final var side = random.nextBoolean() ? Side.PREFERRED : Side.ALTERNATE;
        final boolean good = random.nextBoolean();
        final var bridge = pair.bridge(side);
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> {
                pair.connect(side);
                yield "connect " + side;
            }
            case 3 -> {
                pair.disconnect(side);
                yield "disconnect " + side;
            }
            case 4 -> {
                bridge.die();
                yield "die " + side;
            }
            case 5 -> {
                bridge.sleep();
                yield "sleep " + side;
            }
            case 6, 7 -> {
                wake(pair, side);
                yield "wake " + side;
            }
            case 8 -> {
                pair.setUplink(side, good);
                yield "uplink " + side + " " + good;
            }
            case 9 -> {
                pair.setTrunk(side, good);
                yield "trunk " + side + " " + good;
            }
            case 10 -> {
                pair.setPeerLink(good);
                yield "peer link " + good;
            }
            case 11 -> "switchover " + pair.switchover();
            case 12 -> "maintenance " + side + " " + good + " " + pair.maintenance(side, good);
            case 13 -> {
                bridge.refusesToOpen = good;
                bridge.refusesToClose = !good && random.nextInt(3) == 0;
                bridge.refusesProgram = random.nextInt(4) == 0;
                yield "refuses " + side + " " + bridge.refusesToOpen + bridge.refusesToClose + bridge.refusesProgram;
            }
            default -> {
                pair.setPortProblem(side, good ? Optional.empty() : Optional.of("no such port"));
                yield "ports are there: " + side + " " + good;
            }
        };
    }

    private static void mend(final PairSimulation pair) {
        pair.setPeerLink(true);
        for (var side : Side.values()) {
            final var bridge = pair.bridge(side);
            bridge.refusesToOpen = false;
            bridge.refusesToClose = false;
            bridge.refusesProgram = false;
            bridge.portProblem = Optional.empty();
            bridge.uplink = true;
            bridge.trunk = true;
            wake(pair, side);
            pair.connect(side);
            pair.reportPorts(side);
        }
        // while the role moves, a request may be refused
        pair.run(5_000);
        for (var side : Side.values()) {
            pair.maintenance(side, false);
        }
        pair.run(60_000);
        if (pair.reasons().contains("then try a switchover to it")) {
            pair.switchover();
            pair.run(60_000);
        }
    }

    private static void wake(final PairSimulation pair, final Side side) {
        if (pair.bridge(side).dead) {
            // a datapath that starts anew does so on a new connection
            pair.disconnect(side);
        }
        pair.bridge(side).wake();
    }

    private static int pick(final Random random, final int... values) {
        return values[random.nextInt(values.length)];
    }
}
