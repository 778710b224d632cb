/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What was measured with several numbers of hosts.
 */
final class ScaleReport implements BenchReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
        .create();

    private final Map<Integer, Optional<ScaleFigures>> sizes = new TreeMap<>();

    /**
     * Has a number of hosts in the report, even if it cannot be measured.
     *
     * @param hosts the number
     */
    void expect(final int hosts) {
        sizes.putIfAbsent(hosts, Optional.empty());
    }

    void add(final int hosts, final ScaleFigures figures) {
        sizes.put(hosts, Optional.of(figures));
    }

    /**
     * The report for programs. The names are a promise: they stay.
     *
     * @return JSON
     */
    @Override
    public String toJson() {
        final var all = new JsonObject();
        sizes.forEach((hosts, figures) -> {
            if (figures.isPresent()) {
                all.add(String.valueOf(hosts), figures.orElseThrow().toJson());
            } else {
                all.add(String.valueOf(hosts), JsonNull.INSTANCE);
            }
        });
        final var report = new JsonObject();
        report.add("sizes", all);
        return GSON.toJson(report);
    }

    /**
     * The report for people.
     *
     * @return a table in Markdown, with a line end at the last line too
     */
    @Override
    public String toMarkdown() {
        final var text = new StringBuilder(1024);
        text.append("""
            | hosts | where | runs | decision to gate ms | gate to first frame ms | gate to last frame ms \
            | in a storm: decision to gate ms | bare client: gate to last frame ms \
            | learned a second | heap bytes a host | controller at rest % | learning % | us a host | restart s |
            | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
        sizes.forEach((hosts, figures) -> text.append(figures.map(found -> row(hosts, found))
            .orElse("| " + hosts + " | could not be measured | 0 | | | | | | | | | | | |\n")));
        return text.toString();
    }

    private static String row(final int hosts, final ScaleFigures figures) {
        return String.format(Locale.ROOT,
            "| %d | %s | %d | %s | %s | %s | %s | %s | %s | %s | %.1f | %.0f | %.0f | %s |%n", hosts, figures.where(),
            figures.runs().size(), cell(figures.spread(ScaleRun::detectToGateMillis)),
            cell(figures.spread(ScaleRun::gateToFirstFrameMillis)),
            cell(figures.spread(ScaleRun::gateToLastFrameMillis)),
            cell(figures.spreadInStorm(ScaleRun::detectToGateMillis)), cell(Spread.of(figures.references())),
            number(figures.learnedPerSecond(), 1, "%.0f"), number(figures.heapBytesPerHost(), 1, "%.0f"),
            figures.use().restPercent(), figures.use().learningPercent(), figures.use().hostMicros(),
            number(figures.restartMillis(), 1000, "%.1f"));
    }

    private static String cell(final Optional<Spread> spread) {
        return spread.map(found -> String.format(Locale.ROOT, "**%.1f** (%.1f to %.1f)", found.median(), found.min(),
            found.max())).orElse("");
    }

    private static String number(final OptionalDouble value, final double unit, final String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble() / unit) : "";
    }
}
