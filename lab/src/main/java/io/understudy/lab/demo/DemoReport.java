/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.demo;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.StreamFigures;
import io.understudy.lab.traffic.TrafficReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the demonstration measured.
 *
 * @param settings what it was run with
 * @param takeover the death of the primary bridge host, with announcements
 * @param withoutAnnouncements the same without
 * @param failback the way back, by request
 */
record DemoReport(DemoSettings settings, Takeover takeover, Takeover withoutAnnouncements, Takeover failback) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
        .create();
    private static final int DECIMALS = 3;

    DemoReport {
        requireNonNull(settings);
        requireNonNull(takeover);
        requireNonNull(withoutAnnouncements);
        requireNonNull(failback);
    }

    /**
     * Whether traffic came back both ways, after the fault and after the failback.
     *
     * @return true if so
     */
    boolean recovered() {
        return takeover.traffic().recovered() && failback.traffic().recovered();
    }

    /**
     * The report for programs. The names are a promise: they stay.
     *
     * @return JSON
     */
    String toJson() {
        final var heartbeat = new JsonObject();
        heartbeat.addProperty("interval_ms", settings.heartbeatInterval().toMillis());
        heartbeat.addProperty("multiplier", settings.heartbeatMultiplier());
        final var without = new JsonObject();
        without.addProperty("capped_at_ms", settings.cap().toMillis());
        addTraffic(without, withoutAnnouncements.traffic());
        final var report = new JsonObject();
        report.add("heartbeat", heartbeat);
        report.add("takeover", takeoverJson(takeover));
        report.add("without_announcements", without);
        report.add("failback", takeoverJson(failback));
        return GSON.toJson(report);
    }

    /**
     * The report for people.
     *
     * @return text of several lines, with a line end at the last one too
     */
    String toText() {
        final var text = new StringBuilder(2048);
        text.append(String.format(Locale.ROOT, "Numbered frames both ways at %,d a second; heartbeat every %,d ms, %d"
            + " misses.%nTimes in milliseconds after the fault or the request.%n%n", settings.rate(),
            settings.heartbeatInterval().toMillis(), settings.heartbeatMultiplier()));
        text.append(row("", "bridge host dies", "dies, nothing is announced", "failback"));
        text.append(row("loss detected", column -> millis(column.detectedMillis())));
        text.append(row("gate opened", column -> millis(column.gateMillis())));
        text.append(row("hosts announced", column -> column.announced() + " of " + column.hosts()));
        text.append(row("announced on the wrong uplink", column -> String.valueOf(column.announcedElsewhere())));
        text.append(row("frames looped", column -> String.valueOf(column.looped())));
        appendStream(text, "outward", Stream.OUT);
        appendStream(text, "inward", Stream.IN);
        appendStream(text, "inward, silent host", Stream.IN_SILENT);
        text.append(String.format(Locale.ROOT, "%n* still out when the measurement ended; the one without announcements"
            + " was capped at %,d ms.%n", settings.cap().toMillis()));
        text.append("inward: to a host that does not send meanwhile; silent: it spoke once and only receives since.\n");
        text.append(recovered() ? "Traffic came back both ways.\n" : "Traffic did NOT come back both ways.\n");
        return text.toString();
    }

    private void appendStream(final StringBuilder text, final String name, final Stream stream) {
        text.append(row(name + ": outage", column -> outage(column.traffic().of(stream))));
        text.append(row(name + ": lost", column -> String.format(Locale.ROOT, "%,d",
            column.traffic().of(stream).lost())));
        text.append(row(name + ": duplicated", column -> String.format(Locale.ROOT, "%,d",
            column.traffic().of(stream).duplicated())));
    }

    private String row(final String name, final Function<Takeover, String> cell) {
        return row(name, cell.apply(takeover), cell.apply(withoutAnnouncements), cell.apply(failback));
    }

    private static String row(final String name, final String first, final String second, final String third) {
        return String.format(Locale.ROOT, "%-31s %18s %28s %14s%n", name, first, second, third);
    }

    private static String outage(final StreamFigures figures) {
        return String.format(Locale.ROOT, "%,.1f%s", figures.outageMillis(), figures.recovered() ? "" : " *");
    }

    private static String millis(final OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.1f", value.getAsDouble()) : "not reported";
    }

    private static JsonObject takeoverJson(final Takeover takeover) {
        final var json = new JsonObject();
        addMillis(json, "detected_ms", takeover.detectedMillis());
        addMillis(json, "gate_ms", takeover.gateMillis());
        json.addProperty("hosts", takeover.hosts());
        json.addProperty("announced", takeover.announced());
        json.addProperty("announced_elsewhere", takeover.announcedElsewhere());
        json.addProperty("looped", takeover.looped());
        addTraffic(json, takeover.traffic());
        return json;
    }

    private static void addTraffic(final JsonObject json, final TrafficReport traffic) {
        json.add("out", streamJson(traffic.of(Stream.OUT)));
        json.add("in", streamJson(traffic.of(Stream.IN)));
        json.add("in_silent", streamJson(traffic.of(Stream.IN_SILENT)));
    }

    private static JsonObject streamJson(final StreamFigures figures) {
        final var json = new JsonObject();
        json.addProperty("lost", figures.lost());
        json.addProperty("duplicated", figures.duplicated());
        addMillis(json, "outage_ms", OptionalDouble.of(figures.outageMillis()));
        return json;
    }

    private static void addMillis(final JsonObject json, final String name, final OptionalDouble value) {
        json.add(name, value.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(
            BigDecimal.valueOf(value.getAsDouble()).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros()));
    }
}
