/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.traffic.Storm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The fault matrix on the lab, each fault for real and in both directions.
 */
@Command(name = "faults", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Breaks the lab in every way and measures what that does to traffic, beside a bare reference agent.",
    footer = {"", "The exit status is 0 only if every run could be measured."})
final class FaultsCommand implements Callable<Integer> {
    private static final Duration CONTROLLER_TIMEOUT = Duration.ofMinutes(3);
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

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        options.within("--runs", runs, 1, MOST_RUNS);
        options.within("--hosts", hosts, FEWEST_HOSTS, MOST_HOSTS);
        options.within("--rate", rate, 100, HIGHEST_RATE);
        options.within("--load-time", loadTime, 1, LONGEST_LOAD);
        if (storm != 0) {
            options.within("--storm", storm, Storm.LOWEST_RATE, Storm.HIGHEST_RATE);
        }
        final var faults = only.isEmpty() ? Arrays.asList(FaultCase.values()) : options.parsed(only, FaultCase::of);
        final var matrixSettings = new FaultSettings(hosts, rate, Duration.ofSeconds(loadTime), storm,
            options.settings());
        try {
            return measure(faults, matrixSettings);
        } catch (LabException | RestconfException | ConditionTimeoutException e) {
            options.progress("The faults could not be measured. " + e.getMessage());
            return BenchOptions.COULD_NOT_MEASURE;
        }
    }

    private int measure(final List<FaultCase> faults, final FaultSettings matrixSettings) {
        final var client = RestconfClient.local();
        options.progress("Waiting for the controller at " + client.base() + ".");
        client.awaitReady(CONTROLLER_TIMEOUT);
        try (var matrix = new FaultMatrix(() -> UnderstudyContender.start(matrixSettings, client),
                () -> ReferenceContender.start(matrixSettings), options::progress)) {
            final var report = matrix.run(faults, runs);
            options.print(report);
            if (matrix.failures() > 0) {
                options.progress(matrix.failures() + " runs could not be measured.");
                return BenchOptions.COULD_NOT_MEASURE;
            }
            return 0;
        }
    }
}
