/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must be there before Understudy and OpenDaylight can be installed, and what Karaf's features cannot bring.
 */
final class Prerequisites {
    /** What bundles of OpenDaylight import from the JVM, beyond what a stock Karaf exports. */
    static final List<String> PACKAGES = List.of("sun.nio.ch", "sun.reflect");

    /**
     * What OpenDaylight's Karaf starts with. It must not come with a feature: in a Karaf where all bundles did, the
     * conditions of OpenDaylight's feature for Netty let Karaf 4.4 take the framework itself for a bundle of a feature,
     * and then nothing can be installed or uninstalled any more.
     */
    static final String MARKERS = "org.opendaylight.odlparent.logging-markers";

    private static final String EXTRA_PACKAGES = "org.osgi.framework.system.packages.extra";
    private static final int SUPPORTED_JAVA = 21;
    private static final String SUPPORTED_CLASSES = "65.0";
    private static final int UNSAFE_REFUSED_SINCE = 24;
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    private Prerequisites() {
        // only functions
    }

    /**
     * Looks for what is missing.
     *
     * @param platform what is there
     * @return what without which nothing runs, each with the place where to set it
     */
    static List<String> missing(final Platform platform) {
        final var problems = new ArrayList<String>();
        final var packages = PACKAGES.stream().filter(name -> !platform.packages().contains(name)).toList();
        if (!packages.isEmpty()) {
            problems.add("Karaf does not export " + String.join(" and ", packages) + ", so OpenDaylight cannot be"
                + " installed; add " + String.join(", ", packages) + " to " + EXTRA_PACKAGES + " in "
                + place(platform.etc(), EXTRA_PACKAGES) + ", and start Karaf again");
        }
        if (!platform.bundles().contains(MARKERS)) {
            problems.add("the bundle logging-markers is not there, so OpenDaylight cannot be installed; copy"
                + " logging-markers-14.1.3.jar, from org/opendaylight/odlparent/logging-markers/14.1.3 in the local"
                + " Maven repository, to " + platform.etc().resolveSibling("deploy") + ", and install Understudy"
                + " again");
        }
        if (platform.java() > SUPPORTED_JAVA && !platform.classVersion().equals(SUPPORTED_CLASSES)) {
            problems.add("this is Java " + platform.java() + ", and Karaf cannot make proxies beyond Java "
                + SUPPORTED_JAVA + "; add the line karaf.override.java.class.version = " + SUPPORTED_CLASSES + " to "
                + platform.etc().resolve("custom.system.properties") + ", and start Karaf again");
        }
        if (platform.java() >= UNSAFE_REFUSED_SINCE && !platform.options().contains(UNSAFE)) {
            problems.add("this is Java " + platform.java() + ", on which OpenDaylight's datastore fails without the"
                + " option " + UNSAFE + "; add it to JAVA_OPTS in " + binaries(platform.etc())
                + ", and start Karaf again");
        }
        return problems;
    }

    /**
     * Looks for what a user will miss, although all runs.
     *
     * @param platform what is there
     * @return what is missing, each with the place where to set it
     */
    static List<String> wanting(final Platform platform) {
        final var users = platform.etc().resolve("users.properties");
        final boolean someone = Stream.of(users, platform.etc().resolve("keys.properties"))
            .flatMap(file -> Setting.lines(file).stream()).map(String::strip)
            .anyMatch(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("_g_"));
        return someone ? List.of() : List.of("nobody can log in to Karaf's console by SSH: " + users
            + " has no user; remove the # before the last two lines, and choose a password");
    }

    private static String place(final Path etc, final String key) {
        // Karaf reads the second one last.
        return Stream.of("custom.properties", "config.properties").map(etc::resolve)
            .flatMap(file -> Setting.of(file, key).stream()).findFirst().map(Setting::toString)
            .orElse(etc.resolve("config.properties").toString());
    }

    private static Path binaries(final Path etc) {
        return etc.resolveSibling("bin").resolve("setenv");
    }
}
