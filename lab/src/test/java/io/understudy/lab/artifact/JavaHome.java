/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.lab.system.Shell;
import io.understudy.lab.testbed.Lab;
import java.nio.file.Path;

/**
 * A Java that a Karaf can be started with.
 *
 * @param home its folder
 * @param release its release, 21 and up
 */
record JavaHome(Path home, int release) {
    /** Since then Karaf needs settings of its own. */
    static final int LATE = 24;

    private static final int SUPPORTED = 21;

    /** The one that runs this test. */
    static JavaHome own() {
        return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** Java 21, which OpenDaylight supports: our own, or one that is made once and kept in the state folder. */
    static JavaHome supported() {
        if (Runtime.version().feature() == SUPPORTED) {
            return own();
        }
        final var folder = Lab.stateRoot().resolve("java-21");
        final var made = Shell.bash("'" + Shell.home().resolve("lab/bin/java-21") + "' '" + folder + "'");
        assertEquals(0, made.status(), made.toString());
        return new JavaHome(folder.resolve("home"), SUPPORTED);
    }
}
