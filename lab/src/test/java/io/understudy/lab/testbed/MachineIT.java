/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The testbed on another kernel, that of Debian 12, beside a network card: in what {@code bin/machine} boots.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "user-mode Linux runs on PCs only")
class MachineIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration BOOTED_AND_DONE = Duration.ofMinutes(9);

    @TempDir
    private Path folder;

    @Test
    void theLabComesUpBesideANetworkCardOfTheKernelOfDebian12() throws IOException, InterruptedException {
        final var lines = run("--boot", "ipv6.disable=1", "src/test/resources/raise-lab.sh",
            Lab.home().toString());
        for (var line : List.of("index of the network card: 2", "no IPv6",
                "us-bh1: ovsdb-server alive ovs-vswitchd alive relay alive; controller not connected",
                "us-bh2: ovsdb-server alive ovs-vswitchd alive relay alive; controller not connected",
                "heard through bridge 1", "heard through bridge 2", "relays to the direct address: 2",
                "left: 0 namespaces, 0 processes", "status 0")) {
            assertTrue(lines.contains(line), "\"" + line + "\" expected in\n" + String.join("\n", lines));
        }
    }

    @Test
    void theMachineTellsTheStatusOfTheCommandAndLeavesTheFilesAlone() throws IOException, InterruptedException {
        final var file = Files.createFile(folder.resolve("a file"));
        final var lines = run("bash", "-c", "echo changed > \"$1\"; cat \"$1\"; : > /etc/a-file; exit 7", "trial",
            file.toString());
        assertEquals("changed", lines.get(0), "what is in /tmp can be changed inside");
        assertTrue(lines.get(1).endsWith("Read-only file system"), lines.toString());
        assertEquals("status 7", lines.get(2));
        assertEquals(0, Files.size(file), "and stays as it is outside");
    }

    /** A kernel that panics sends signals to itself. */
    @Test
    void aMachineWhoseKernelPanicsEnds() throws IOException, InterruptedException {
        final var lines = run("bash", "-c", "echo c > /proc/sysrq-trigger; sleep 1000");
        assertEquals("status 125", lines.getLast());
        assertTrue(lines.contains("machine: it did not boot, or ended before the command had"), lines.toString());
    }

    @Test
    void nothingOfAMachineStaysWhenItIsToldToEnd() throws IOException, InterruptedException {
        endInTheMiddle(true);
    }

    @Test
    @Tag("all")
    void noProcessOfAMachineStaysWhenItIsKilled() throws IOException, InterruptedException {
        endInTheMiddle(false);
    }

    private void endInTheMiddle(final boolean told) throws IOException, InterruptedException {
        final var output = folder.resolve("output");
        final var machine = start(output, "bash", "-c", "echo works; sleep 1000");
        try {
            Awaitility.await("the command runs").atMost(SOON)
                .until(() -> !machine.isAlive() || Files.readString(output).contains("works"));
            assertTrue(machine.isAlive(), Files.readString(output));
            final var processes = machine.descendants().toList();
            assertTrue(processes.stream().anyMatch(MachineIT::isKernel), "the kernel is one of the processes");
            if (told) {
                machine.destroy();
            } else {
                machine.destroyForcibly();
            }
            assertTrue(machine.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it ends");
            Awaitility.await("all processes end").atMost(SOON)
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
            if (told) {
                try (var left = Files.list(temporaryFiles())) {
                    assertEquals(List.of(), left.toList());
                }
            }
        } finally {
            machine.destroy();
        }
    }

    private static boolean isKernel(final ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("linux.uml")).isPresent();
    }

    /** Runs a command in a machine to its end. Returns the lines it printed, and last the status. */
    private List<String> run(final String... words) throws IOException, InterruptedException {
        final var output = folder.resolve("output");
        final var machine = start(output, words);
        try {
            assertTrue(machine.waitFor(BOOTED_AND_DONE.toSeconds(), TimeUnit.SECONDS),
                () -> "it ends; so far:\n" + read(output));
        } finally {
            machine.destroy();
        }
        final var lines = new ArrayList<>(Files.readAllLines(output));
        lines.add("status " + machine.exitValue());
        try (var left = Files.list(temporaryFiles())) {
            assertFalse(left.findAny().isPresent(), "a folder is left in " + temporaryFiles());
        }
        return lines;
    }

    private Process start(final Path output, final String... words) throws IOException {
        final var command = Stream.concat(Stream.of(Lab.home().resolve("bin").resolve("machine").toString()),
            Stream.of(words)).collect(Collectors.toList());
        final var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("TMPDIR", Files.createDirectories(temporaryFiles()).toString());
        return builder.start();
    }

    private Path temporaryFiles() {
        return folder.resolve("temporary");
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
