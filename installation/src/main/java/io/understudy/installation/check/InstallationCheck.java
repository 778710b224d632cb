/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static java.util.Objects.requireNonNull;

import io.understudy.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Puts together what the installation lacks.
 */
final class InstallationCheck implements Installation {
    private static final int OPENFLOW_PORT = 6653;
    private static final int DIRECT_PORT = 6654;

    private final Supplier<Platform> source;
    private final RunningParts parts;
    private final ListeningPorts ports;

    InstallationCheck(final Supplier<Platform> source, final RunningParts parts, final ListeningPorts ports) {
        this.source = requireNonNull(source);
        this.parts = requireNonNull(parts);
        this.ports = requireNonNull(ports);
    }

    /** Without these nothing starts. They are known before anything else is installed. */
    List<String> prerequisites() {
        final var platform = source.get();
        final var problems = new ArrayList<>(Prerequisites.missing(platform));
        taken(OPENFLOW_PORT, "the bridges cannot connect", "end it, or give OpenFlow another port in "
            + platform.etc().resolve("opendaylight/datastore/initial/config/default-openflow-connection-config.xml"))
            .ifPresent(problems::add);
        final int direct = directPort(configuration(platform));
        taken(direct, "takeovers are slower without direct connections", "end it, or set directPort in "
            + configuration(platform) + " to another one, and let the bridges' second target name it")
            .ifPresent(problems::add);
        problems.addAll(Prerequisites.wanting(platform));
        return problems;
    }

    /** Whether all runs, so far as one can see. */
    boolean complete() {
        return parts.started() && ports.of(OPENFLOW_PORT) != ListeningPorts.Holder.NOBODY;
    }

    @Override
    public List<String> problems() {
        final var problems = new ArrayList<>(prerequisites());
        problems.addAll(parts.missing());
        if (parts.started() && ports.of(OPENFLOW_PORT) == ListeningPorts.Holder.NOBODY) {
            problems.add("nobody listens on the OpenFlow port " + OPENFLOW_PORT + ", so no bridge can connect;"
                + " OpenFlow waits until all bundles run");
        }
        return problems;
    }

    private Optional<String> taken(final int port, final String loss, final String remedy) {
        return port != 0 && ports.of(port) == ListeningPorts.Holder.ANOTHER
            ? Optional.of("port " + port + " is taken by another process, so " + loss + "; " + remedy)
            : Optional.empty();
    }

    private static int directPort(final Path configuration) {
        final var settings = new Properties();
        try (var in = Files.newInputStream(configuration)) {
            settings.load(in);
            return Integer.parseInt(settings.getProperty("directPort", String.valueOf(DIRECT_PORT)).strip());
        } catch (IOException | IllegalArgumentException e) {
            return DIRECT_PORT;
        }
    }

    private static Path configuration(final Platform platform) {
        return platform.etc().resolve("io.understudy.cfg");
    }
}
