/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that is ended, as by Ctrl-C or by a continuous integration whose time is over.
 */
class EndedBuildTest {
    /** A shell that read with a time limit crashed in about one of four cases. */
    private static final int BUILDS = 20;
    private static final int TERMINATED = 143;
    private static final String SCRIPT = """
        set -euo pipefail
        home='%s' UNDERSTUDY_STATE=$PWD/state
        source "$home/build/common.sh"
        make_state
        source "$home/build/maven.sh"
        maven=$PWD/maven JAVA_HOME=/
        clean_up() { for part in 1 2 3 4 5; do sleep 0.1; done; echo cleaned > cleaned; }
        at_exit clean_up
        run_maven_once tests "$PWD/log" verify
        """;
    private static final String MAVEN = """
        #!/usr/bin/env bash
        while :; do echo '[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0'; sleep 0.05; done
        """;

    @TempDir
    private Path folder;

    @Test
    void everyBuildThatIsEndedCleansUp() throws IOException, InterruptedException {
        final var builds = new ArrayList<Process>();
        try {
            for (int number = 0; number < BUILDS; number++) {
                builds.add(start(Files.createDirectory(folder.resolve("build" + number))));
            }
            for (int number = 0; number < BUILDS; number++) {
                final var told = folder.resolve("build" + number).resolve("told");
                Awaitility.await("the build says how far it is").until(() -> Files.size(told) > 0);
                builds.get(number).destroy();
            }
            final var statuses = new ArrayList<Integer>();
            for (var build : builds) {
                build.waitFor(1, TimeUnit.MINUTES);
                statuses.add(build.exitValue());
            }
            assertEquals(Collections.nCopies(BUILDS, TERMINATED), statuses);
            for (int number = 0; number < BUILDS; number++) {
                assertEquals(List.of("cleaned"), Files.readAllLines(folder.resolve("build" + number + "/cleaned")));
            }
        } finally {
            builds.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(final Path place) throws IOException {
        final var maven = Files.writeString(place.resolve("maven"), MAVEN);
        if (!maven.toFile().setExecutable(true)) {
            throw new IOException(maven + " cannot be made executable");
        }
        return new ProcessBuilder("bash", "-c", SCRIPT.formatted(Shell.home())).directory(place.toFile())
            .redirectErrorStream(true).redirectOutput(place.resolve("told").toFile()).start();
    }
}
