/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrerequisitesTest {
    private static final Set<String> PACKAGES = Set.of("java.lang", "sun.nio.ch", "sun.reflect");
    private static final Set<String> BUNDLES = Set.of(Prerequisites.MARKERS);
    private static final String USERS = "users.properties";

    @TempDir
    private Path etc;

    @BeforeEach
    void stock() throws IOException {
        Files.write(etc.resolve("config.properties"), List.of("#", "# org.osgi.framework.system.packages.extra = x",
            "org.osgi.framework.system.packages.extra = \\", "    sun.misc"));
        Files.write(etc.resolve(USERS), List.of("#karaf = karaf,_g_:admingroup", "#_g_\\:admingroup = group"));
    }

    private Platform platform(final Set<String> packages, final int java, final String classVersion,
            final String... options) {
        return new Platform(packages, BUNDLES, java, List.of(options), classVersion, etc);
    }

    @Test
    void nothingIsMissingWhereAllIsThere() {
        assertEquals(List.of(), Prerequisites.missing(platform(PACKAGES, 21, "65.0")));
        assertEquals(List.of(), Prerequisites.missing(
            platform(PACKAGES, 25, "65.0", "--sun-misc-unsafe-memory-access=allow")));
    }

    @Test
    void aPackageThatIsNotExportedIsNamedWithTheLineWhereToExportIt() {
        final var missing = Prerequisites.missing(platform(Set.of("java.lang", "sun.reflect"), 21, "65.0"));
        assertEquals(1, missing.size(), missing.toString());
        assertTrue(missing.get(0).startsWith("Karaf does not export sun.nio.ch, so"), missing.toString());
        assertTrue(missing.get(0).contains(etc.resolve("config.properties") + ", line 3,"), missing.toString());
    }

    @Test
    void theFileThatOverrulesIsTheOneToChange() throws IOException {
        Files.write(etc.resolve("custom.properties"), List.of("org.osgi.framework.system.packages.extra=sun.misc"));
        final var missing = Prerequisites.missing(platform(Set.of(), 21, "65.0"));
        assertTrue(missing.get(0).contains(etc.resolve("custom.properties") + ", line 1,"), missing.toString());
    }

    @Test
    void theBundleThatOpenDaylightStartsWithIsNamedWithTheFolderWhereItBelongs() {
        final var missing = Prerequisites.missing(
            new Platform(PACKAGES, Set.of(), 21, List.of(), "65.0", etc));
        assertEquals(1, missing.size(), missing.toString());
        assertTrue(missing.get(0).contains(etc.resolveSibling("deploy").toString()), missing.toString());
    }

    @Test
    void aLateJavaNeedsTwoSettings() {
        final var missing = Prerequisites.missing(platform(PACKAGES, 25, "69.0"));
        assertEquals(2, missing.size(), missing.toString());
        assertTrue(missing.get(0).contains("karaf.override.java.class.version = 65.0"), missing.toString());
        assertTrue(missing.get(1).contains("--sun-misc-unsafe-memory-access=allow"), missing.toString());
        assertTrue(missing.get(1).contains("setenv"), missing.toString());
    }

    @Test
    void aConsoleWithoutUsersIsTold() throws IOException {
        final var platform = platform(PACKAGES, 21, "65.0");
        assertTrue(Prerequisites.wanting(platform).get(0).contains(etc.resolve(USERS).toString()));
        Files.write(etc.resolve(USERS), List.of("karaf = secret,_g_:admingroup", "_g_\\:admingroup = group"));
        assertEquals(List.of(), Prerequisites.wanting(platform));
    }
}
