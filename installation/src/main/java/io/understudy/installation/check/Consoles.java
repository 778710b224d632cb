/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The consoles. They have our command as long as the bundle that has commands of its own does not run. Karaf removes
 * commands by their names, so ours goes before the other one comes, and comes after it has gone.
 */
final class Consoles extends ServiceTracker<SessionFactory, SessionFactory> implements SynchronousBundleListener {
    private final BundleContext context;
    private final GroupsCommand command;

    private SessionFactory console;
    private boolean shown;

    Consoles(final BundleContext context, final GroupsCommand command) {
        super(context, SessionFactory.class, null);
        this.context = requireNonNull(context);
        this.command = requireNonNull(command);
    }

    @Override
    public synchronized void bundleChanged(final BundleEvent event) {
        if (!RunningParts.IMPLEMENTATION.equals(event.getBundle().getSymbolicName())) {
            return;
        }
        if (event.getType() == BundleEvent.STARTING || event.getType() == BundleEvent.LAZY_ACTIVATION) {
            show(false);
        } else if (event.getType() == BundleEvent.STOPPED) {
            show(true);
        }
    }

    @Override
    public synchronized SessionFactory addingService(final ServiceReference<SessionFactory> reference) {
        console = super.addingService(reference);
        shown = false;
        show(Arrays.stream(context.getBundles())
            .filter(bundle -> RunningParts.IMPLEMENTATION.equals(bundle.getSymbolicName()))
            .noneMatch(bundle -> (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0));
        return console;
    }

    @Override
    public synchronized void removedService(final ServiceReference<SessionFactory> reference,
            final SessionFactory service) {
        show(false);
        console = null;
        super.removedService(reference, service);
    }

    private void show(final boolean wanted) {
        if (console == null || wanted == shown) {
            return;
        }
        shown = wanted;
        if (wanted) {
            console.getRegistry().register(command);
        } else {
            console.getRegistry().unregister(command);
        }
    }
}
