/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The benchmarks. Each is a command of its own.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, subcommands = {FaultsCommand.class, ScaleCommand.class},
    description = "Measures what failures cost.")
public final class Bench {
    private Bench() {
        // picocli needs it
    }

    /**
     * Runs a benchmark and ends the process.
     *
     * @param args see {@code --help}
     */
    public static void main(final String[] args) {
        System.exit(new CommandLine(Bench.class).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }
}
