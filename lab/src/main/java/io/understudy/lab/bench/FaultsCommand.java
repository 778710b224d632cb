/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.traffic.Storm;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The fault matrix on the lab, each fault for real and in both directions.
 */
@Command(name = "faults", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Breaks the lab in every way and measures what that does to traffic, beside a bare reference agent.",
    footer = {"", "The exit status is 0 only if every run could be measured."})
final class FaultsCommand implements Callable<Integer> {
    private static final Duration CONTROLLER_TIMEOUT = Duration.ofMinutes(3);
    private static final int COULD_NOT_MEASURE = 3;
    private static final int FEWEST_HOSTS = 3;
    private static final int MOST_HOSTS = 1000;
    private static final int MOST_RUNS = 1000;
    private static final int HIGHEST_RATE = 10_000;
    private static final int LONGEST_LOAD = 3600;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10",
        description = "How often each fault is run, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--only", paramLabel = "FAULT", split = ",",
        description = "Only these faults, separated by commas (default: all).")
    private List<String> only = List.of();

    @Option(names = "--hosts", paramLabel = "N", defaultValue = "10",
        description = "Number of local hosts, 3 to 1000 (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
        description = "Set a leaf of the group's configuration, as heartbeat/interval=10; may be given several times.")
    private List<String> settings = List.of();

    @Option(names = "--rate", paramLabel = "N", defaultValue = "2000",
        description = "Frames a second of each stream, 100 to 10000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--load-time", paramLabel = "SECONDS", defaultValue = "60",
        description = "How long the fault load keeps the processors busy (default: ${DEFAULT-VALUE}).")
    private int loadTime;

    @Option(names = "--storm", paramLabel = "N", defaultValue = "0",
        description = "New hosts a second that come in while a move of the role is measured, 50 to 50000 or 0; "
            + "not for the reference (default: ${DEFAULT-VALUE}).")
    private int storm;

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Bench.within(spec, "--runs", runs, 1, MOST_RUNS);
        Bench.within(spec, "--hosts", hosts, FEWEST_HOSTS, MOST_HOSTS);
        Bench.within(spec, "--rate", rate, 100, HIGHEST_RATE);
        Bench.within(spec, "--load-time", loadTime, 1, LONGEST_LOAD);
        if (storm != 0) {
            Bench.within(spec, "--storm", storm, Storm.LOWEST_RATE, Storm.HIGHEST_RATE);
        }
        final var faults = only.isEmpty() ? Arrays.asList(FaultCase.values()) : parsed(only, FaultCase::of);
        final var matrixSettings = new FaultSettings(hosts, rate, Duration.ofSeconds(loadTime), storm,
            parsed(settings, Setting::parse));
        try {
            return measure(faults, matrixSettings);
        } catch (LabException | RestconfException | ConditionTimeoutException e) {
            progress("The faults could not be measured. " + e.getMessage());
            return COULD_NOT_MEASURE;
        }
    }

    private int measure(final List<FaultCase> faults, final FaultSettings matrixSettings) {
        final var client = RestconfClient.local();
        progress("Waiting for the controller at " + client.base() + ".");
        client.awaitReady(CONTROLLER_TIMEOUT);
        try (var matrix = new FaultMatrix(() -> UnderstudyContender.start(matrixSettings, client),
                () -> ReferenceContender.start(matrixSettings), this::progress)) {
            final var report = matrix.run(faults, runs);
            final var output = spec.commandLine().getOut();
            output.print(json ? report.toJson() + "\n" : report.toMarkdown());
            output.flush();
            if (matrix.failures() > 0) {
                progress(matrix.failures() + " runs could not be measured.");
                return COULD_NOT_MEASURE;
            }
            return 0;
        }
    }

    private <T> List<T> parsed(final List<String> words, final Function<String, T> parser) {
        final var values = new ArrayList<T>();
        for (var word : words) {
            try {
                values.add(parser.apply(word));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return values;
    }

    private void progress(final String line) {
        final PrintWriter errors = spec.commandLine().getErr();
        errors.println(line);
        errors.flush();
    }
}
