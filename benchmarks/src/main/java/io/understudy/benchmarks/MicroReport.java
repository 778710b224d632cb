/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import com.google.common.base.CaseFormat;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured.
 *
 * @param figures one for each benchmark, in the order of their names
 */
record MicroReport(List<Figure> figures) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String HOSTS = "hosts";
    private static final int DECIMALS = 1;

    /**
     * What one function costs.
     *
     * @param name of the function, and with how many hosts, as {@code learn_known_10}
     * @param nanos how long it takes on average
     * @param error half the width of the interval in which the average lies with 99.9 %; not a number if it was
     *     measured only once or twice
     * @param bytes how much memory it allocates
     */
    record Figure(String name, double nanos, double error, double bytes) {
    }

    MicroReport {
        figures = List.copyOf(figures);
    }

    static MicroReport of(final Collection<RunResult> results) {
        final var figures = new ArrayList<Figure>();
        for (var result : results) {
            final var primary = result.getPrimaryResult();
            final var allocated = result.getSecondaryResults().get(ALLOCATED);
            figures.add(new Figure(name(result), primary.getScore(), primary.getScoreError(),
                allocated == null ? Double.NaN : allocated.getScore()));
        }
        figures.sort(Comparator.comparing(Figure::name));
        return new MicroReport(figures);
    }

    /**
     * The report for programs. The names are a promise: they stay.
     *
     * @return JSON
     */
    String toJson() {
        final var all = new JsonObject();
        for (var figure : figures) {
            final var json = new JsonObject();
            json.add("ns_per_operation", number(figure.nanos()));
            json.add("error_ns", number(figure.error()));
            json.add("bytes_per_operation", number(figure.bytes()));
            all.add(figure.name(), json);
        }
        final var report = new JsonObject();
        report.add("benchmarks", all);
        return GSON.toJson(report);
    }

    /**
     * The report for people.
     *
     * @return a table in Markdown, with a line end at the last line too
     */
    String toMarkdown() {
        final var text = new StringBuilder("""
            | function | ns | +/- ns | bytes allocated |
            | --- | ---: | ---: | ---: |
            """);
        figures.forEach(figure -> text.append(String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", figure.name(),
            cell(figure.nanos()), cell(figure.error()), cell(figure.bytes()))));
        return text.toString();
    }

    private static String name(final RunResult result) {
        final var full = result.getParams().getBenchmark();
        final var name = CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE,
            full.substring(full.lastIndexOf('.') + 1));
        return result.getParams().getParamsKeys().contains(HOSTS) ? name + "_" + result.getParams().getParam(HOSTS)
            : name;
    }

    private static String cell(final double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "";
    }

    private static JsonElement number(final double value) {
        return Double.isFinite(value)
            ? new JsonPrimitive(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP)) : JsonNull.INSTANCE;
    }
}
