/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.demo;

import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The demonstration: raises the lab, lets a running controller protect it, kills the primary bridge host and reports
 * what that did to traffic, with and without announcements.
 */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Raises the lab, kills the primary bridge host and reports what that did to traffic.",
    footer = {"", "The exit status is 0 only if traffic came back both ways."})
public final class Demo implements Callable<Integer> {
    private static final Duration CONTROLLER_TIMEOUT = Duration.ofMinutes(3);
    private static final int FEWEST_HOSTS = 3;
    private static final int MOST_HOSTS = 1000;
    private static final int TRAFFIC_STAYED_AWAY = 1;
    private static final int COULD_NOT_MEASURE = 3;

    @Option(names = "--json", description = "Print the report as JSON, and nothing else, on standard output.")
    private boolean json;

    @Option(names = "--keep", description = "Leave the lab and the group as they are and print where to look.")
    private boolean keep;

    @Option(names = "--hosts", paramLabel = "N", defaultValue = "10",
        description = "Number of local hosts, 3 to 1000 (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(names = "--interval", paramLabel = "MS", defaultValue = "1000",
        description = "Heartbeat interval, 10 to 60000 ms (default: ${DEFAULT-VALUE}, as in the paper).")
    private int interval;

    @Option(names = "--multiplier", paramLabel = "N", defaultValue = "3",
        description = "Misses that mean loss, 2 to 255 (default: ${DEFAULT-VALUE}, as in the paper).")
    private int multiplier;

    @Option(names = "--cap", paramLabel = "SECONDS", defaultValue = "30",
        description = "How long the takeover without announcements is watched (default: ${DEFAULT-VALUE}).")
    private int cap;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "",
        description = "Name of the lab, to run beside another one (default: none).")
    private String labName;

    @Option(names = "--openflow", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:6653",
        description = "Where the controller takes the bridges' connections (default: ${DEFAULT-VALUE}).")
    private String openFlow;

    @Option(names = "--group", paramLabel = "NAME", defaultValue = "demo",
        description = "Name of the failover group (default: ${DEFAULT-VALUE}).")
    private String groupName;

    @Option(names = "--controller", paramLabel = "URL", defaultValue = "http://127.0.0.1:8181/rests",
        description = "The controller's RESTCONF root (default: ${DEFAULT-VALUE}).")
    private URI controller;

    @Option(names = "--user", defaultValue = "admin", description = "User (default: ${DEFAULT-VALUE}).")
    private String user;

    @Option(names = "--password", defaultValue = "admin", description = "Password (default: ${DEFAULT-VALUE}).")
    private String password;

    @Spec
    private CommandSpec spec;

    private Demo() {
        // picocli fills it
    }

    /**
     * Runs the demonstration and ends the process.
     *
     * @param args see {@code --help}
     */
    public static void main(final String[] args) {
        System.exit(new CommandLine(new Demo()).execute(args));
    }

    @Override
    public Integer call() {
        if (hosts < FEWEST_HOSTS || hosts > MOST_HOSTS) {
            throw new ParameterException(spec.commandLine(),
                "--hosts must be " + FEWEST_HOSTS + " to " + MOST_HOSTS + ", not " + hosts);
        }
        if (interval < 10 || interval > 60_000 || multiplier < 2 || multiplier > 255) {
            throw new ParameterException(spec.commandLine(), "--interval must be 10 to 60000 and --multiplier 2 to 255,"
                + " not " + interval + " and " + multiplier);
        }
        if (cap < 1) {
            throw new ParameterException(spec.commandLine(), "--cap must be 1 at least, not " + cap);
        }
        try {
            return measure();
        } catch (LabException | RestconfException | ConditionTimeoutException | IllegalStateException e) {
            progress("The demonstration could not be completed. " + e.getMessage());
            return COULD_NOT_MEASURE;
        }
    }

    private int measure() {
        final var client = new RestconfClient(controller, user, password);
        progress("Waiting for the controller at " + controller + ".");
        client.awaitReady(CONTROLLER_TIMEOUT);
        progress("Raising the lab with " + hosts + " local hosts.");
        final var plain = Topology.of(hosts).withController(openFlow);
        final var lab = Lab.up(labName.isEmpty() ? plain : plain.named(labName));
        final var group = client.group(groupName);
        try {
            final var report = new Scenario(lab, group, DemoSettings.ofThePaper(hosts, Duration.ofMillis(interval),
                multiplier, Duration.ofSeconds(cap)), this::progress).run();
            final var output = spec.commandLine().getOut();
            output.print(json ? report.toJson() + "\n" : "\n" + report.toText());
            output.flush();
            return report.recovered() ? 0 : TRAFFIC_STAYED_AWAY;
        } finally {
            finish(lab, group);
        }
    }

    private void finish(final Lab lab, final GroupClient group) {
        if (keep) {
            lab.keep();
            progress("Everything is left running; to stop it: ./run stop"
                + "\n  The state: " + controller + "/data/bridge-failover:failover-state?content=nonconfig"
                + "\n  The lab: namespaces " + lab.topology().prefix() + "*; lab status, lab fault, lab down");
            return;
        }
        progress("Removing the group and the lab.");
        try {
            group.delete();
        } catch (RestconfException e) {
            progress("The group could not be deleted: " + e.getMessage());
        } finally {
            lab.close();
        }
    }

    private void progress(final String line) {
        final PrintWriter errors = spec.commandLine().getErr();
        errors.println(line);
        errors.flush();
    }
}
