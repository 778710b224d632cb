/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.lab.system.Shell;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code run} and {@code test} do before a build with what was generated from YANG. The plugin remembers by
 * absolute names what it has written, removes it there, and gives up where it is not there.
 */
class CheckoutTest {
    private static final Path LIST = Path.of("api/target/maven-status/yang-maven-plugin/execution.state");
    private static final Path SOURCE = Path.of("api/target/generated-sources/Generated.java");

    private static final String YANG = "/api/src/main/yang/bridge-failover.yang";

    @TempDir
    private Path folder;
    private Path original;

    @BeforeEach
    void makeTheOriginal() throws IOException {
        original = folder.resolve("a checkout");
        write(original);
    }

    @Test
    void aCopyForgetsWhatTheOriginalGeneratedAndLeavesItThere() {
        final var copy = folder.resolve("copy");
        Shell.bash("cp -a '" + original + "' '" + copy + "'");
        assertTrue(prepare(copy).contains("built under another name"), "it says so");
        assertFalse(Files.exists(copy.resolve("api/target")), "nothing remembers the original");
        assertTrue(Files.exists(original.resolve(SOURCE)), "the original has its own");
        assertEquals("", prepare(original), "and may go on with it");
    }

    @Test
    void aCopyWhoseNameIsPartOfTheOriginalsForgetsItToo() throws IOException {
        final var copy = folder.resolve("copy");
        final var longer = folder.resolve(copy.toString().substring(1));
        write(longer);
        Files.move(longer, copy);
        assertTrue(prepare(copy).contains("built under another name"), longer + " is not " + copy);
    }

    @Test
    void aNameWhoseLengthIsWrittenWithAStrokeIsRead() throws IOException {
        final int length = 256 + '/';
        final var part = folder.resolve("x".repeat(100));
        final var checkout = part.resolve("x".repeat(length - YANG.length() - part.toString().length() - 1));
        assertEquals(length, (checkout + YANG).length());
        write(checkout);
        assertEquals("", prepare(checkout), "it is where it was");
    }

    @Test
    void aMovedCheckoutForgetsWhereItWas() throws IOException {
        final var moved = folder.resolve("moved");
        Files.move(original, moved);
        assertTrue(prepare(moved).contains("built under another name"), "it says so");
        assertFalse(Files.exists(moved.resolve("api/target")), "nothing remembers the old place");
    }

    @Test
    void aCheckoutWhoseGeneratedFilesWereTakenAwayBeginsAgain() throws IOException {
        Files.delete(original.resolve(SOURCE));
        assertTrue(prepare(original).contains("not there any more"), "it says so");
        assertFalse(Files.exists(original.resolve("api/target")), "the plugin has nothing to miss");
    }

    @Test
    void aCheckoutThatWasNeverBuiltIsLeftAlone() throws IOException {
        Files.delete(original.resolve(LIST));
        assertEquals("", prepare(original));
        assertTrue(Files.exists(original.resolve(SOURCE)));
    }

    @Test
    void thePluginWritesItsListAsIsExpectedHere() {
        final var home = Shell.home();
        assumeTrue(Files.exists(home.resolve(LIST)), "the module api was not built in this checkout");
        final var outcome = Shell.bash("home='" + home + "'; source \"$home/build/common.sh\"; "
            + "source \"$home/build/maven.sh\"; generated_from");
        assertTrue(outcome.output().matches("/.*[^/]/api/src/main/yang/\n"), outcome.toString());
    }

    /** Makes what a build of the module api leaves behind. */
    private static void write(final Path checkout) throws IOException {
        Files.createDirectories(checkout.resolve(LIST).getParent());
        Files.createDirectories(checkout.resolve(SOURCE).getParent());
        Files.createFile(checkout.resolve(SOURCE));
        try (var list = new DataOutputStream(Files.newOutputStream(checkout.resolve(LIST)))) {
            list.writeInt(1);
            list.writeUTF(checkout + YANG);
            list.writeUTF(checkout.resolve(SOURCE).toString());
        }
    }

    /** Does what a build does first, in another checkout than ours. Returns what it says. */
    private String prepare(final Path checkout) {
        final var build = Shell.home().resolve("build");
        final var outcome = Shell.run(List.of("bash", "-euo", "pipefail", "-c",
            "home=$1; source \"$2/common.sh\"; source \"$2/maven.sh\"; forget_other_checkout", "prepare",
            checkout.toString(), build.toString()), Map.of("UNDERSTUDY_STATE", folder.resolve("state").toString()), "");
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome.output();
    }
}
