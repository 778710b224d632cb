/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What was measured with one number of hosts. What could not be measured is empty.
 *
 * @param where {@code ovs} or {@code emulator}
 * @param runs the takeovers
 * @param storms the takeovers in a storm; none without one
 * @param references what a bare client took in its takeovers from the gate to the last frame, ms; none without one
 * @param learnedPerSecond how fast hosts that speak all at once get their flows in the bridge that forwards, 99 of 100
 *     of them
 * @param heapBytesPerHost what a host takes of the controller's memory
 * @param use what the controller took of the processors
 * @param restartMillis from the start of a controller's process until its group is protected and knows all hosts again
 */
record ScaleFigures(String where, List<ScaleRun> runs, List<ScaleRun> storms, List<Double> references,
        OptionalDouble learnedPerSecond, OptionalDouble heapBytesPerHost, ProcessorUse use,
        OptionalDouble restartMillis) {
    ScaleFigures {
        requireNonNull(where);
        runs = List.copyOf(runs);
        storms = List.copyOf(storms);
        references = List.copyOf(references);
        requireNonNull(learnedPerSecond);
        requireNonNull(heapBytesPerHost);
        requireNonNull(use);
        requireNonNull(restartMillis);
    }

    /**
     * The spread over the takeovers.
     *
     * @param what the figure of a takeover
     * @return the spread, or nothing if there was none
     */
    Optional<Spread> spread(final ToDoubleFunction<ScaleRun> what) {
        return over(runs, what);
    }

    /**
     * The spread over the takeovers in a storm.
     *
     * @param what the figure of a takeover
     * @return the spread, or nothing if there was none
     */
    Optional<Spread> spreadInStorm(final ToDoubleFunction<ScaleRun> what) {
        return over(storms, what);
    }

    private static Optional<Spread> over(final List<ScaleRun> takeovers, final ToDoubleFunction<ScaleRun> what) {
        return Spread.of(takeovers.stream().mapToDouble(what).boxed().toList());
    }

    /**
     * The figures for programs. The names are a promise: they stay.
     *
     * @return an object
     */
    JsonObject toJson() {
        final var json = new JsonObject();
        json.addProperty("where", where);
        json.addProperty("runs", runs.size());
        addTakeovers(json, runs);
        json.add("storm", stormToJson());
        json.add("reference", referenceToJson());
        json.add("learned_per_s", number(learnedPerSecond));
        json.add("heap_bytes_per_host", number(heapBytesPerHost));
        use.addTo(json);
        json.add("restart_ms", number(restartMillis));
        return json;
    }

    private static void addTakeovers(final JsonObject json, final List<ScaleRun> takeovers) {
        json.add("detect_to_gate_ms", Spread.toJson(over(takeovers, ScaleRun::detectToGateMillis)));
        json.add("gate_to_first_frame_ms", Spread.toJson(over(takeovers, ScaleRun::gateToFirstFrameMillis)));
        json.add("gate_to_last_frame_ms", Spread.toJson(over(takeovers, ScaleRun::gateToLastFrameMillis)));
    }

    private JsonElement stormToJson() {
        if (storms.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        final var json = new JsonObject();
        addTakeovers(json, storms);
        return json;
    }

    private JsonElement referenceToJson() {
        if (references.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        final var json = new JsonObject();
        json.add("gate_to_last_frame_ms", Spread.toJson(Spread.of(references)));
        return json;
    }

    private static JsonElement number(final OptionalDouble value) {
        return value.isPresent() ? Spread.rounded(value.getAsDouble()) : JsonNull.INSTANCE;
    }
}
