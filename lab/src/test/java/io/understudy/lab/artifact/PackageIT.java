/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.system.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package, installed into a tree of its own by dpkg and removed again. This system stays as it is.
 */
class PackageIT {
    private static final Path PACKAGE = Shell.home().resolve("packaging/target/understudy.deb");

    @TempDir
    private Path root;

    @BeforeEach
    void makeEmptySystem() throws IOException {
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        Files.createFile(root.resolve("var/lib/dpkg/available"));
    }

    @Test
    void itInstallsTheDistributionWithItsServiceAndLeavesNothingWhenPurged() throws IOException {
        dpkg("--install", PACKAGE.toString());
        final var home = root.resolve("opt/understudy");
        assertTrue(Files.getPosixFilePermissions(home.resolve("bin/karaf"))
            .contains(PosixFilePermission.OTHERS_EXECUTE), "bin/karaf can be executed");
        assertTrue(Files.exists(home.resolve("system/io/understudy")), "the bundles are there");
        assertTrue(Files.exists(home.resolve("lib/agent/understudy-console-agent.jar")), "the agent is there");
        assertEquals(Path.of("/var/lib/understudy"), Files.readSymbolicLink(home.resolve("data")));
        assertTrue(Files.isDirectory(root.resolve("var/lib/understudy/segmented-journal")), "a place for the journal");
        assertFalse(Files.getPosixFilePermissions(home.resolve("etc")).contains(PosixFilePermission.OTHERS_READ),
            "passwords are not for all");
        final var unit = Files.readString(root.resolve("lib/systemd/system/understudy.service"));
        assertTrue(unit.contains("User=understudy") && unit.contains("Restart=always"), unit);
        for (var program : List.of("ExecStart=", "WorkingDirectory=", "Documentation=file://")) {
            final var path = unit.lines().filter(line -> line.startsWith(program)).findFirst().orElseThrow()
                .substring(program.length()).split(" ")[0];
            assertTrue(Files.exists(root.resolve(path.substring(1))), path + ", which the unit names");
        }
        final var conffiles = Files.readString(root.resolve("var/lib/dpkg/info/understudy.conffiles"));
        assertTrue(conffiles.contains("/etc/default/understudy")
            && conffiles.contains("/opt/understudy/etc/users.properties"), conffiles);

        dpkg("--remove", "understudy");
        assertFalse(Files.exists(home.resolve("system")), "the program is gone");
        assertTrue(Files.exists(home.resolve("etc/users.properties")), "the configuration is kept");
        dpkg("--purge", "understudy");
        assertFalse(Files.exists(home), "nothing is left");
        assertFalse(Files.exists(root.resolve("var/lib/understudy")), "no data are left");
        assertFalse(Files.exists(root.resolve("etc/default/understudy")), "no settings are left");
    }

    @Test
    void itRunsAsItsUnitSaysWithoutAnyPrivilege() {
        dpkg("--install", PACKAGE.toString());
        final var outcome = Shell.run(List.of("unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc",
            "--kill-child", "bash", Path.of("src/test/resources/run-as-service.sh").toAbsolutePath().toString(),
            root.toString()), Map.of("JAVA_HOME", System.getProperty("java.home")), "");
        assertEquals(0, outcome.status(), outcome.toString());
        assertTrue(outcome.output().contains("processes: 65534\n"), outcome.toString());
        assertTrue(outcome.output().contains("status-reason"), outcome.toString());
    }

    private void dpkg(final String... arguments) {
        final var words = new ArrayList<>(List.of("dpkg", "--root=" + root, "--log=/dev/null",
            "--force-script-chrootless", "--force-depends", "--force-confnew", "--force-bad-path"));
        words.addAll(List.of(arguments));
        final var outcome = Shell.run(words, Map.of("DEBIAN_FRONTEND", "noninteractive"), "");
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
