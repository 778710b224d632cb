/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all benchmarks have in common: two options, and where they print.
 */
final class BenchOptions {
    /** The exit status when something could not be measured. */
    static final int COULD_NOT_MEASURE = 3;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
        description = "Set a leaf of the group's configuration, as heartbeat/interval=10; may be given several times.")
    private List<String> settings = List.of();

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Returns what is to be set in the group's configuration.
     *
     * @throws ParameterException if it cannot be understood
     */
    List<Setting> settings() {
        return parsed(settings, Setting::parse);
    }

    /**
     * Parses the words of an option.
     *
     * @throws ParameterException if the parser refuses one of them
     */
    <T> List<T> parsed(final List<String> words, final Function<String, T> parser) {
        final var values = new ArrayList<T>();
        for (var word : words) {
            try {
                values.add(parser.apply(word));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
        }
        return values;
    }

    /**
     * Checks the value of an option.
     *
     * @throws ParameterException if it is out of its range
     */
    void within(final String option, final int value, final int lowest, final int highest) {
        if (value < lowest || value > highest) {
            throw new ParameterException(command.commandLine(),
                option + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }

    /** Tells on standard error what is done now. */
    void progress(final String line) {
        final var errors = command.commandLine().getErr();
        errors.println(line);
        errors.flush();
    }

    /** Prints the result on standard output. */
    void print(final BenchReport report) {
        final var output = command.commandLine().getOut();
        output.print(json ? report.toJson() + "\n" : report.toMarkdown());
        output.flush();
    }
}
