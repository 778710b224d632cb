/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures what single functions of the core cost: the frames, a step of the failover logic, learning.
 */
@Command(name = "micro", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Measures what single functions of the core cost. Progress goes to standard error.",
    footer = {"", "The exit status is 0 only if everything could be measured."})
public final class MicroBenchmarks implements Callable<Integer> {
    private static final String ALL = "\\.(Frame|Step|Learn)Benchmark\\.";
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

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /**
     * Measures, prints the report on standard output and ends the process.
     *
     * @param args see {@code --help}
     */
    public static void main(final String[] args) {
        System.exit(new CommandLine(new MicroBenchmarks()).execute(args));
    }

    @Override
    public Integer call() {
        try {
            final var report = MicroReport.of(run(Settings.DEFAULT));
            final var output = spec.commandLine().getOut();
            output.print(json ? report.toJson() + "\n" : report.toMarkdown());
            output.flush();
            return 0;
        } catch (RunnerException e) {
            spec.commandLine().getErr().println("The benchmarks could not be run. " + e.getMessage());
            return COULD_NOT_MEASURE;
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
        // Standard output is for the report.
        final var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
        return new Runner(new OptionsBuilder().include(ALL).mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS)
            .forks(settings.processes()).warmupIterations(settings.warmUps()).warmupTime(settings.iteration())
            .measurementIterations(settings.measurements()).measurementTime(settings.iteration())
            .addProfiler(GCProfiler.class).shouldFailOnError(true)
            .jvmArgsAppend("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m").build(), progress).run();
    }
}
