/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.understudy.impl.text.Printable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the values of all groups by the name of the metric. A metric is named where its first value is given.
 */
final class Families {
    private static final String PREFIX = "understudy_";

    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
    private final Map<String, HistogramSnapshot.Builder> histograms = new LinkedHashMap<>();

    /**
     * Adds a value that goes up and down.
     *
     * @param name of the metric, without the prefix
     * @param help what it is
     * @param value the value
     * @param labels names and values in turn
     */
    void gauge(final String name, final String help, final double value, final String... labels) {
        gauges.computeIfAbsent(name, key -> GaugeSnapshot.builder().name(PREFIX + key).help(help))
            .dataPoint(GaugeDataPointSnapshot.builder().labels(visible(labels)).value(value).build());
    }

    /**
     * Adds a value that only goes up.
     *
     * @param name of the metric, without the prefix and without _total
     * @param help what it counts
     * @param value the value
     * @param labels names and values in turn
     */
    void counter(final String name, final String help, final double value, final String... labels) {
        counters.computeIfAbsent(name, key -> CounterSnapshot.builder().name(PREFIX + key).help(help))
            .dataPoint(CounterDataPointSnapshot.builder().labels(visible(labels)).value(value).build());
    }

    /**
     * Adds a histogram.
     *
     * @param name of the metric, without the prefix
     * @param help what it counts
     * @param bounds upper bounds of the classes, the last one infinite
     * @param counts of each class
     * @param sum of all values
     * @param labels names and values in turn
     */
    void histogram(final String name, final String help, final List<Double> bounds, final List<Long> counts,
            final double sum, final String... labels) {
        histograms.computeIfAbsent(name, key -> HistogramSnapshot.builder().name(PREFIX + key).help(help))
            .dataPoint(HistogramDataPointSnapshot.builder().labels(visible(labels))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts)).sum(sum).build());
    }

    /** What hides a part of a name, or drives a terminal, is shown; Prometheus itself would take it. */
    private static Labels visible(final String... labels) {
        return Labels.of(Arrays.stream(labels).map(Printable::name).toArray(String[]::new));
    }

    MetricSnapshots snapshots() {
        final var all = MetricSnapshots.builder();
        gauges.values().forEach(family -> all.metricSnapshot(family.build()));
        counters.values().forEach(family -> all.metricSnapshot(family.build()));
        histograms.values().forEach(family -> all.metricSnapshot(family.build()));
        return all.build();
    }
}
