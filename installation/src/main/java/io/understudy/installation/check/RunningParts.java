/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Which bundles and services of Understudy are there, and which of those that they wait for are not. It knows them by
 * their names alone, for their classes may not be there.
 */
final class RunningParts {
    /** A service that is there as soon as Understudy has started, and until it stops. */
    private static final String PROVIDER = "io.understudy.impl.UnderstudyProvider";

    /** The bundle that has it. */
    static final String IMPLEMENTATION = "io.understudy.impl";
    private static final String RESTCONF = "org.opendaylight.netconf.restconf-nb";
    private static final Pattern REFERENCE = Pattern.compile("<reference[^>]*?interface=\"([^\"]+)\"");

    private final BundleContext context;

    /**
     * Looks through a bundle's eyes.
     *
     * @param context the bundle's
     */
    RunningParts(final BundleContext context) {
        this.context = requireNonNull(context);
    }

    /**
     * Whether Understudy has started.
     *
     * @return true if it runs
     */
    boolean started() {
        return isThere(PROVIDER);
    }

    /**
     * Says what keeps Understudy from its start, or parts of it from running.
     *
     * @return what is missing
     */
    List<String> missing() {
        final var problems = new ArrayList<String>();
        final var implementation = bundle(IMPLEMENTATION);
        if (implementation.isEmpty()) {
            problems.add("the feature odl-understudy is not installed: Karaf has not finished yet, or could not."
                + " feature:install odl-understudy on the console says why; after a copy to deploy/ Karaf says it on"
                + " its standard output alone, not in the log");
            return problems;
        }
        final var idle = Arrays.stream(context.getBundles()).filter(RunningParts::isIdle)
            .map(bundle -> bundle.getSymbolicName() + "/" + bundle.getVersion()).sorted()
            .collect(Collectors.joining(", "));
        if (!idle.isEmpty()) {
            problems.add("these bundles do not run, and OpenFlow waits for all: " + idle
                + "; bundle:diag on the console says why");
        }
        final var services = awaited(implementation.orElseThrow()).stream().filter(name -> !isThere(name))
            .collect(Collectors.joining(", "));
        if (!started() && !services.isEmpty()) {
            problems.add("Understudy waits for these services of OpenDaylight: " + services
                + "; look in the log for why the bundle that has them does not start");
        }
        if (bundle(RESTCONF).isEmpty()) {
            problems.add("RESTCONF is not there, so no group can be configured: feature:install odl-restconf-nb");
        }
        return problems;
    }

    /**
     * Finds a bundle.
     *
     * @param name its symbolic name
     * @return the bundle; empty if there is none
     */
    Optional<Bundle> bundle(final String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()))
            .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED).findFirst();
    }

    /** Whether it shall run and does not. Fragments never start, and what starts lazily does so when it is used. */
    private static boolean isIdle(final Bundle bundle) {
        final var revision = bundle.adapt(BundleRevision.class);
        if (revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0
                || !revision.getDeclaredRequirements(HostNamespace.HOST_NAMESPACE).isEmpty()) {
            return false;
        }
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
            && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private boolean isThere(final String service) {
        try {
            return context.getAllServiceReferences(service, null) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    private static List<String> awaited(final Bundle bundle) {
        final var components = bundle.getHeaders().get("Service-Component");
        if (components == null) {
            return List.of();
        }
        return Arrays.stream(components.split(",")).map(path -> bundle.getEntry(path.strip()))
            .flatMap(entry -> entry == null ? Optional.<URL>empty().stream() : Optional.of(entry).stream())
            .flatMap(entry -> REFERENCE.matcher(text(entry)).results()).map(RunningParts::name).distinct().sorted()
            .toList();
    }

    private static String name(final MatchResult reference) {
        return reference.group(1);
    }

    private static String text(final URL entry) {
        try (var in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
