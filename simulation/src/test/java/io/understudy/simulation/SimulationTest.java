/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a pair under the real machine; see {@link Simulation}. System properties:
 *
 * <ul>
 * <li>{@code understudy.simulation.scenarios}: how many; the seeds are 0 and following
 * <li>{@code understudy.simulation.first}: the first seed, if it is not 0
 * <li>{@code understudy.simulation.seed}: only this one, and its trace is printed
 * </ul>
 */
final class SimulationTest {
    private static final Logger LOG = System.getLogger(SimulationTest.class.getName());
    private static final String PREFIX = "understudy.simulation.";
    /** Some four minutes on two cores; {@code ./test --fast} runs fewer, {@code ./test --all} more. */
    private static final int DEFAULT_SCENARIOS = 20_000;
    private static final int MAX_SHOWN = 40;
    private static final int MAX_FAILURES = 20_000;

    @Test
    void neverDoesWhatItMustNot() {
        final var seed = Long.getLong(PREFIX + "seed");
        if (seed != null) {
            LOG.log(Level.INFO, Simulation.replay(seed));
            Simulation.run(seed);
            return;
        }
        final long first = Long.getLong(PREFIX + "first", 0);
        final long scenarios = Long.getLong(PREFIX + "scenarios", DEFAULT_SCENARIOS);
        final var failures = new ConcurrentSkipListMap<Long, String>();
        final var figures = new AtomicReference<>(Simulation.Figures.NONE);
        LongStream.range(first, first + scenarios).parallel().forEach(number -> {
            if (failures.size() < MAX_FAILURES) {
                run(number, failures, figures);
            }
        });
        LOG.log(Level.INFO, scenarios + " scenarios: " + figures.get());
        report(failures);
        assertTrue(scenarios < 100 || figures.get().trials() > 0 && figures.get().comparisons() > 0
            && figures.get().aged() > 0,
            "something was really looked at");
    }

    @SuppressWarnings("checkstyle:illegalCatch")
    private static void run(final long seed, final Map<Long, String> failures,
            final AtomicReference<Simulation.Figures> figures) {
        try {
            final var run = Simulation.run(seed);
            figures.accumulateAndGet(run, Simulation.Figures::plus);
        } catch (Violation | RuntimeException e) {
            failures.put(seed, e.toString());
        }
    }

    private static void report(final ConcurrentSkipListMap<Long, String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        final var text = new StringBuilder("seeds that failed: " + failures.size() + "; to replay one:"
            + " -D" + PREFIX + "seed=N\n");
        failures.entrySet().stream().limit(MAX_SHOWN).forEach(failure ->
            text.append(failure.getKey()).append(": ").append(failure.getValue()).append('\n'));
        fail(text + "\nTrace of seed " + failures.firstKey() + ":\n" + Simulation.replay(failures.firstKey()));
    }
}
