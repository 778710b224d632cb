/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import static java.util.Objects.requireNonNull;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.understudy.core.failover.GroupStatus;
import io.understudy.core.model.Side;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Answers Prometheus, in the format that it asks for. All is made anew from the latest snapshots for each request, so
 * that a group is not disturbed by who asks, and what is gone is not told of.
 */
@SuppressWarnings("serial")
@SuppressFBWarnings(value = {"SE_NO_SERIALVERSIONID", "SE_TRANSIENT_FIELD_NOT_RESTORED"},
    justification = "the superclass is serializable, but nobody serializes a servlet of ours")
final class MetricsServlet extends HttpServlet {
    private final transient LatestSnapshots snapshots;

    MetricsServlet(final LatestSnapshots snapshots) {
        this.snapshots = requireNonNull(snapshots);
    }

    @Override
    protected void doGet(final HttpServletRequest request, final HttpServletResponse response) throws IOException {
        final var writer = ExpositionFormats.init().findWriter(request.getHeader("Accept"));
        response.setContentType(writer.getContentType());
        response.setHeader("Cache-Control", "no-store");
        writer.write(response.getOutputStream(), metrics(snapshots, System.nanoTime()));
    }

    /**
     * Makes all metrics.
     *
     * @param snapshots of the groups
     * @param now ns
     * @return the metrics
     */
    static MetricSnapshots metrics(final LatestSnapshots snapshots, final long now) {
        final var families = new Families();
        final var all = snapshots.all();
        families.gauge("groups", "Groups that run.", all.size());
        all.forEach((name, snapshot) -> {
            new GroupMetrics(families, name).add(snapshot);
            for (var side : Side.values()) {
                new BridgeMetrics(families, name, snapshot, side, now).add();
            }
        });
        snapshots.refused().forEach(name -> new GroupMetrics(families, name).addStatus(GroupStatus.Code.DOWN));
        return families.snapshots();
    }
}
