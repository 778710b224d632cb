/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.aaa;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts OpenDaylight's encryption service once more where it was not started.
 *
 * <p>Its configurator (aaa 0.21.2, {@code OSGiEncryptionServiceConfigurator}) listens to its configuration, and keeps
 * the registration in a field of which it takes null for its own end. A configuration that comes before the field is
 * set, which a busy processor makes likely, is dropped, and no other comes. That happens where there is a configuration
 * already: when Karaf starts again, and whenever the model changes. Nobody logs in then, and Understudy does not start.
 */
@Component(service = { })
public final class EncryptionServiceRestart {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionServiceRestart.class);
    private static final String ENCRYPTION_SERVICE = "org.opendaylight.aaa.encrypt.AAAEncryptionService";
    private static final String CONFIGURATOR =
        "org.opendaylight.aaa.encrypt.impl.OSGiEncryptionServiceConfigurator";
    private static final long LOOK_SECONDS = 1;
    private static final int FIRST_AFTER_LOOKS = 5;
    private static final int LATEST_AFTER_LOOKS = 300;

    private final RestartDecision decision = new RestartDecision(FIRST_AFTER_LOOKS, LATEST_AFTER_LOOKS);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("understudy-aaa").daemon().factory());
    private final BundleContext context;
    private final ServiceComponentRuntime components;

    /**
     * Begins to look.
     *
     * @param context of this bundle
     * @param components all components of Declarative Services
     */
    @Activate
    public EncryptionServiceRestart(final BundleContext context, @Reference final ServiceComponentRuntime components) {
        this.context = requireNonNull(context);
        this.components = requireNonNull(components);
        timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it. */
    @Deactivate
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            final var idle = idleConfigurator();
            if (decision.isDue(idle.isPresent())) {
                LOG.warn("OpenDaylight's encryption service was not started, so nobody can log in; its configurator is"
                    + " started once more");
                final var configurator = idle.orElseThrow();
                components.disableComponent(configurator)
                    .onResolve(() -> components.enableComponent(configurator));
            }
        } catch (IllegalStateException e) {
            LOG.debug("This bundle ends", e);
        }
    }

    /** The configurator, if it is active and what it is there for is not. */
    private Optional<ComponentDescriptionDTO> idleConfigurator() {
        if (context.getServiceReference(ENCRYPTION_SERVICE) != null) {
            return Optional.empty();
        }
        return components.getComponentDescriptionDTOs().stream()
            .filter(component -> CONFIGURATOR.equals(component.implementationClass))
            .filter(component -> components.getComponentConfigurationDTOs(component).stream()
                .anyMatch(configuration -> configuration.state == ComponentConfigurationDTO.ACTIVE))
            .findFirst();
    }
}
