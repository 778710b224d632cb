/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.Gate;
import io.understudy.core.hosts.Backlog;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.GroupReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * An owner that does what the description of this package says, and no more.
 */
final class ContractTest {
    private static final Ports UP = new Ports(EvidenceState.UP, ImmutableList.of(EvidenceState.UP), EvidenceState.UP);
    private static final long SECOND = 1_000_000_000L;

    private final Pair<RecordedDriver> bridges = new Pair<>(new RecordedDriver(), new RecordedDriver());
    private final Pair<Asked> answered = new Pair<>(new Asked(), new Asked());
    private final ServingGroup sink = new ServingGroup();
    private final Group group = new Group(sink.group.state().configuration(),
        new Pair<>(bridges.preferred(), bridges.alternate()), sink, 42, 0);
    private final List<GroupReport> reports = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private final LongSupplier clock = () -> inbox.time;
    private boolean running = true;

    /** The latest requests that a bridge has answered. */
    private static final class Asked {
        private long read;
        private long program;
        private long open;
    }

    /** Calls that wait. When there are none, the bridges answer; when they have nothing to say, time passes. */
    private final class Inbox {
        private final Queue<Runnable> calls = new ArrayDeque<>();
        private long time;

        Runnable take(final long until) {
            if (calls.isEmpty()) {
                answer(Side.PREFERRED);
                answer(Side.ALTERNATE);
            }
            if (calls.isEmpty()) {
                time = Math.max(time, until);
                running = time < SECOND;
            }
            return calls.poll();
        }

        Backlog backlog() {
            return calls.isEmpty() ? Backlog.NONE : Backlog.EVIDENCE;
        }
    }

    private void answer(final Side side) {
        final var bridge = bridges.get(side);
        final var last = answered.get(side);
        if (bridge.readToken != last.read) {
            last.read = bridge.readToken;
            inbox.calls.add(() -> group.take(new Event.FlowsRead(side, last.read, false), clock.getAsLong()));
        }
        if (bridge.programToken != last.program) {
            last.program = bridge.programToken;
            inbox.calls.add(() -> group.take(new Event.Programmed(side, last.program), clock.getAsLong()));
        }
        if (bridge.openToken != last.open) {
            last.open = bridge.openToken;
            inbox.calls.add(() -> group.take(new Event.GateChanged(side, last.open, true), clock.getAsLong()));
        }
    }

    @Test
    void anOwnerThatFollowsTheContractHasOneBridgeForwarding() {
        for (var side : Side.values()) {
            inbox.calls.add(() -> group.take(new Event.ChannelUp(side), clock.getAsLong()));
            inbox.calls.add(() -> group.ports(side, UP, Optional.empty(), false, clock.getAsLong()));
        }
        // the loop
        while (running) {
            final var call = inbox.take(group.nextDue());
            if (call != null) {
                call.run();
            }
            final long now = clock.getAsLong();
            group.advance(now, inbox.backlog());
            group.takeReport(now).ifPresent(reports::add);
        }
        // its end
        final var state = reports.getLast().state();
        assertEquals(Optional.of(Side.PREFERRED), state.primary());
        assertEquals(Gate.OPEN, state.bridge(Side.PREFERRED).gate());
        assertEquals(Gate.CLOSED, state.bridge(Side.ALTERNATE).gate());
    }

    @Test
    void theLoopOfTheDescriptionIsThisOne() throws IOException {
        final var own = between(Path.of("src/test/java/io/understudy/core/group/ContractTest.java"), "// the loop",
            "// its end", "        ");
        final var described = between(Path.of("src/main/java/io/understudy/core/group/package-info.java"),
            " * <pre>{@code", " * }</pre>", " * ");
        assertFalse(own.isEmpty());
        assertTrue(own.stream().anyMatch(line -> line.startsWith("while")), own.toString());
        assertEquals(own, described);
    }

    private static List<String> between(final Path file, final String first, final String last, final String indent)
            throws IOException {
        return Files.readAllLines(file).stream().dropWhile(line -> !line.stripTrailing().endsWith(first)).skip(1)
            .takeWhile(line -> !line.stripTrailing().endsWith(last)).map(line -> line.substring(indent.length()))
            .toList();
    }
}
