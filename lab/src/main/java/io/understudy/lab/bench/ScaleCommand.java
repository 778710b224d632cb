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
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Takeovers, learning, memory and restart with few and with many hosts.
 */
@Command(name = "scale", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Measures takeovers, learning, memory and restart with few and with many hosts.",
    footer = {"", "The exit status is 0 only if everything could be measured."})
final class ScaleCommand implements Callable<Integer> {
    private static final Duration CONTROLLER_TIMEOUT = Duration.ofMinutes(3);
    private static final int MOST_RUNS = 1000;
    private static final int HIGHEST_RATE = 100_000;
    private static final int MOST_HOSTS = 100_000;
    /** More are emulated unless it is said otherwise. */
    private static final int MOST_ON_OVS = 1000;

    /** Which bridges. */
    enum Where {
        /** Up to 1,000 hosts as {@link #OVS}, with more as {@link #EMULATOR}. */
        AUTO,
        /** Open vSwitch, on the testbed. */
        OVS,
        /** Emulated switches in the measuring process. */
        EMULATOR
    }

    @Option(names = "--sizes", paramLabel = "N", split = ",", defaultValue = "10,100,1000,10000",
        description = "Numbers of hosts, separated by commas, each 1 to 100000 (default: ${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of();

    @Option(names = "--where", paramLabel = "WHERE", defaultValue = "auto",
        description = "Which bridges: ovs, emulator, or auto, which is ovs up to 1000 hosts (default: "
            + "${DEFAULT-VALUE}).")
    private Where where = Where.AUTO;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10",
        description = "How many takeovers with each number of hosts, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "5000",
        description = "How many new hosts speak in a second, 1 to 100000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--storm", paramLabel = "N", defaultValue = "0",
        description = "Follow each takeover by one in a storm of so many new hosts a second, 50 to 3000; 0 for none"
            + " (default: ${DEFAULT-VALUE}).")
    private int storm;

    @Option(names = "--no-restart", description = "Do not measure the restart of the controller.")
    private boolean withoutRestart;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        options.within("--runs", runs, 1, MOST_RUNS);
        options.within("--rate", rate, 1, HIGHEST_RATE);
        if (storm != 0) {
            options.within("--storm", storm, Storm.LOWEST_RATE, ScaleMeasurement.STRONGEST_STORM);
        }
        sizes.forEach(size -> options.within("--sizes", size, 1, MOST_HOSTS));
        final var parsed = options.settings();
        final var client = RestconfClient.local();
        final var report = new ScaleReport();
        sizes.forEach(report::expect);
        int failures = 0;
        try {
            options.progress("Waiting for the controller at " + client.base() + ".");
            client.awaitReady(CONTROLLER_TIMEOUT);
        } catch (ConditionTimeoutException e) {
            options.progress("There is no controller. " + e.getMessage());
            return BenchOptions.COULD_NOT_MEASURE;
        }
        for (int size : sizes) {
            failures += measure(size, parsed, client, report) ? 0 : 1;
        }
        options.print(report);
        return failures == 0 ? 0 : BenchOptions.COULD_NOT_MEASURE;
    }

    private boolean measure(final int size, final List<Setting> parsed, final RestconfClient client,
            final ScaleReport report) {
        try (var site = site(size);
            var measurement = new ScaleMeasurement(site, rate, storm, parsed, client, options::progress)) {
            options.progress(size + " hosts, " + site.where());
            try {
                report.add(size, measurement.measure(runs, !withoutRestart));
                return true;
            } catch (ConditionTimeoutException e) {
                options.progress(measurement.describe());
                throw e;
            }
        } catch (LabException | RestconfException | ConditionTimeoutException e) {
            options.progress(size + " hosts could not be measured. " + e.getMessage());
            return false;
        }
    }

    private ScaleSite site(final int size) {
        final boolean real = where == Where.OVS || where == Where.AUTO && size <= MOST_ON_OVS;
        return real ? LabSite.start(size) : EmulatedSite.start(size, storm == 0 ? 0 : ScaleSite.STRANGERS);
    }
}
