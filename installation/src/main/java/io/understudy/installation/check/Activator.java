/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import io.understudy.installation.Installation;
import java.nio.file.Path;
import java.time.Duration;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Starts with the bundle.
 */
public final class Activator implements BundleActivator {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Runnable end = () -> { };

    @Override
    public void start(final BundleContext context) {
        final var parts = new RunningParts(context);
        final var check = new InstallationCheck(() -> Platform.of(context), parts,
            new ListeningPorts(Path.of("/proc/self")));
        context.registerService(Installation.class, check, null);
        final var consoles = new Consoles(context, new GroupsCommand(check));
        context.addBundleListener(consoles);
        consoles.open();
        final var watch = Watch.start(check, PATIENCE);
        end = () -> {
            watch.close();
            context.removeBundleListener(consoles);
            consoles.close();
        };
    }

    @Override
    public void stop(final BundleContext context) {
        end.run();
    }
}
