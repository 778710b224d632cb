/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the fault matrix measured.
 */
final class FaultReport implements BenchReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
        .create();

    private final Map<FaultCase, List<FaultRun>> understudy = new EnumMap<>(FaultCase.class);
    private final Map<FaultCase, List<FaultRun>> reference = new EnumMap<>(FaultCase.class);

    /**
     * Has a fault in the report, even if no run of it can be measured.
     *
     * @param fault the fault
     */
    void expect(final FaultCase fault) {
        understudy.putIfAbsent(fault, new ArrayList<>());
        if (fault.seenByReference()) {
            reference.putIfAbsent(fault, new ArrayList<>());
        }
    }

    void addUnderstudy(final FaultCase fault, final FaultRun run) {
        understudy.get(fault).add(run);
    }

    void addReference(final FaultCase fault, final FaultRun run) {
        reference.get(fault).add(run);
    }

    /**
     * The report for programs. The names are a promise: they stay.
     *
     * @return JSON
     */
    @Override
    public String toJson() {
        final var faults = new JsonObject();
        understudy.forEach((fault, runs) -> {
            final var sides = new JsonObject();
            sides.add("understudy", new FaultFigures(runs).toJson());
            sides.add("reference", reference.containsKey(fault) ? new FaultFigures(reference.get(fault)).toJson()
                : JsonNull.INSTANCE);
            faults.add(fault.title(), sides);
        });
        final var report = new JsonObject();
        report.add("faults", faults);
        return GSON.toJson(report);
    }

    /**
     * The report for people.
     *
     * @return a table in Markdown, with a line end at the last line too
     */
    @Override
    public String toMarkdown() {
        final var text = new StringBuilder(4096);
        text.append("""
            | fault | who | runs | failovers | looped | doubled | lost | outward ms | inward ms | silent host ms \
            | decision to gate ms |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
        understudy.forEach((fault, runs) -> {
            row(text, fault.title(), "understudy", new FaultFigures(runs));
            if (reference.containsKey(fault)) {
                row(text, "", "reference", new FaultFigures(reference.get(fault)));
            }
        });
        return text.toString();
    }

    private static void row(final StringBuilder text, final String fault, final String who,
            final FaultFigures figures) {
        final int runs = figures.runs().size();
        final long away = runs - figures.recovered();
        text.append(String.format(Locale.ROOT, "| %s | %s | %d%s | %d | %d | %d | %d | %s | %s | %s | %s |%n", fault,
            who, runs, away == 0 ? "" : " (" + away + " did not recover)", figures.total(FaultRun::failovers),
            figures.total(FaultRun::looped), figures.total(FaultRun::duplicated), figures.total(FaultRun::lost),
            cell(figures.spread(FaultRun::outMillis)), cell(figures.spread(FaultRun::inMillis)),
            cell(figures.spread(FaultRun::inSilentMillis)), cell(figures.detectToGate())));
    }

    private static String cell(final Optional<Spread> spread) {
        return spread.map(found -> found.max() == 0 ? "0" : String.format(Locale.ROOT, "**%.1f** (%.1f to %.1f)",
            found.median(), found.min(), found.max())).orElse("");
    }
}
