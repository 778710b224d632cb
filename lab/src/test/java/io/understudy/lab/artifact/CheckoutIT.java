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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of state that was copied or moved while a lab was up.
 */
class CheckoutIT {
    @TempDir
    private Path folder;

    @AfterEach
    void removeLab() {
        for (var state : List.of("original", "moved")) {
            if (Files.exists(folder.resolve(state))) {
                lab(state, "down");
            }
        }
    }

    @Test
    void aCopyOfTheStateLeavesTheLabAloneAndAMovedStateStillRemovesIt() throws IOException {
        succeed("original", "up", "--hosts", "1");
        Shell.bash("cp -a " + folder.resolve("original") + " " + folder.resolve("copy"));
        final var copied = succeed("copy", "down");
        assertTrue(copied.contains("is a copy of"), copied);
        for (var bridge : List.of("us-co-bh1", "us-co-bh2")) {
            final var status = succeed("original", "status");
            assertTrue(status.contains(bridge + ": ovsdb-server alive ovs-vswitchd alive relay alive"), status);
            assertTrue(Files.exists(Path.of("/run/netns", bridge)), bridge + " has its namespace");
        }
        assertTrue(succeed("copy", "down").contains("No lab is up"), "the copy has forgotten it");

        Files.move(folder.resolve("original"), folder.resolve("moved"));
        final var processes = ProcessHandle.allProcesses().filter(this::isOfTheLab).toList();
        assertFalse(processes.isEmpty(), "its processes run");
        assertTrue(succeed("moved", "status").contains("us-co-bh1: ovsdb-server alive ovs-vswitchd alive relay alive"),
            "they are known under the old name");
        succeed("moved", "down");
        Awaitility.await("all of them end").until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertFalse(Files.exists(Path.of("/run/netns/us-co-bh1")), "a namespace is left");
    }

    private boolean isOfTheLab(final ProcessHandle process) {
        return process.info().commandLine().filter(line -> line.contains(folder.resolve("original") + "/"))
            .isPresent();
    }

    private String succeed(final String state, final String... words) {
        final var outcome = lab(state, words);
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome.output();
    }

    private Shell.Outcome lab(final String state, final String... words) {
        final var command = new ArrayList<>(List.of(Shell.home().resolve("lab/bin/lab").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--name", "co"));
        return Shell.run(command, Map.of("UNDERSTUDY_STATE", folder.resolve(state).toString()), "");
    }
}
