/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what single functions of the core cost: the frames, a step of the failover logic, learning.
 */
public final class MicroBenchmarks {
    private static final String ALL = "\\." + "(Frame|Step|Learn)Benchmark\\.";
    private static final int COULD_NOT_MEASURE = 3;

    /**
     * How thoroughly is measured.
     *
     * @param processes how many processes of its own each benchmark gets, one after the other; 0 to have it run in this
     *     one
     * @param warmUps how many iterations before it is measured, at least 1
     * @param measurements how many iterations are measured, at least 1
     * @param iteration how long an iteration is
     */
    record Settings(int processes, int warmUps, int measurements, TimeValue iteration) {
        /** All of them take a good minute. */
        static final Settings DEFAULT = new Settings(1, 3, 5, TimeValue.milliseconds(300));

        Settings {
            requireNonNull(iteration);
        }
    }

    private MicroBenchmarks() {
        // only functions
    }

    /**
     * Measures and prints a table on standard output; progress goes to standard error.
     *
     * @param args {@code --json} for JSON instead of a table
     */
    public static void main(final String[] args) {
        final boolean json = args.length == 1 && args[0].equals("--json");
        if (args.length > 0 && !json) {
            System.err.println("The only option is --json.");
            System.exit(2);
        }
        // JMH writes to standard output, which is for the report.
        final var output = System.out;
        System.setOut(System.err);
        try {
            final var report = MicroReport.of(run(Settings.DEFAULT));
            output.print(json ? report.toJson() + "\n" : report.toMarkdown());
            output.flush();
        } catch (RunnerException e) {
            System.err.println("The benchmarks could not be run. " + e.getMessage());
            System.exit(COULD_NOT_MEASURE);
        }
    }

    /**
     * Measures.
     *
     * @param settings how thoroughly
     * @return a result for each benchmark and each of its parameters
     * @throws RunnerException if a benchmark fails
     */
    static Collection<RunResult> run(final Settings settings) throws RunnerException {
        return new Runner(new OptionsBuilder().include(ALL).mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS)
            .forks(settings.processes()).warmupIterations(settings.warmUps()).warmupTime(settings.iteration())
            .measurementIterations(settings.measurements()).measurementTime(settings.iteration())
            .addProfiler(GCProfiler.class).verbosity(VerboseMode.NORMAL).shouldFailOnError(true)
            .jvmArgsAppend("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m").build()).run();
    }
}
