/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import javax.servlet.ServletException;
import org.opendaylight.aaa.web.ServletDetails;
import org.opendaylight.aaa.web.WebContext;
import org.opendaylight.aaa.web.WebContextSecurer;
import org.opendaylight.aaa.web.WebServer;
import org.opendaylight.yangtools.concepts.Registration;

/**
 * The address that Prometheus asks. It asks for a user and a password as RESTCONF does: who may see the state may see
 * the metrics.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private final Registration registration;

    private MetricsEndpoint(final Registration registration) {
        this.registration = registration;
    }

    /**
     * Opens it: /metrics/understudy.
     *
     * @param server serves HTTP
     * @param securer asks for users and passwords
     * @param snapshots what is told
     * @return it
     * @throws ServletException if the server refuses it
     */
    public static MetricsEndpoint open(final WebServer server, final WebContextSecurer securer,
            final LatestSnapshots snapshots) throws ServletException {
        final var context = WebContext.builder().name("UnderstudyMetrics").contextPath("/metrics")
            .supportsSessions(false).addServlet(ServletDetails.builder().servlet(new MetricsServlet(snapshots))
                .name("understudy-metrics").addUrlPattern("/understudy").build());
        securer.requireAuthentication(context, "/*");
        return new MetricsEndpoint(server.registerWebContext(context.build()));
    }

    @Override
    public void close() {
        registration.close();
    }
}
