/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What Understudy finds: a JVM and a Karaf.
 *
 * @param packages the packages that the framework exports
 * @param bundles the symbolic names of all bundles
 * @param java the release of Java
 * @param options the options of the JVM
 * @param classVersion what the JVM says about its class files, in its property; Karaf's settings can change that
 * @param etc Karaf's folder etc
 */
record Platform(Set<String> packages, Set<String> bundles, int java, List<String> options, String classVersion,
        Path etc) {
    Platform {
        packages = Set.copyOf(packages);
        bundles = Set.copyOf(bundles);
        options = List.copyOf(options);
        requireNonNull(classVersion);
        requireNonNull(etc);
    }

    /**
     * Looks at what runs this bundle.
     *
     * @param context the bundle's
     * @return what is there
     */
    static Platform of(final BundleContext context) {
        final var exported = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(BundleWiring.class)
            .getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
            .map(capability -> String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
            .collect(Collectors.toUnmodifiableSet());
        final var bundles = Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
        return new Platform(exported, bundles, Runtime.version().feature(),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            System.getProperty("java.class.version", ""),
            Path.of(System.getProperty("karaf.etc", "etc")));
    }
}
