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
 * @param references what a bare client took in its takeovers from the gate to the last frame, ms; none without one
 * @param learnedPerSecond how fast hosts that speak all at once get their flows in the bridge that forwards, 99 of 100
 *     of them
 * @param heapBytesPerHost what a host takes of the controller's memory
 * @param use what the controller took of the processors
 * @param restartMillis from the start of a controller's process until its group is protected and knows all hosts again
 */
record ScaleFigures(String where, List<ScaleRun> runs, List<Double> references,
        OptionalDouble learnedPerSecond, OptionalDouble heapBytesPerHost, ProcessorUse use,
        OptionalDouble restartMillis) {
    ScaleFigures {
        requireNonNull(where);
        runs = List.copyOf(runs);
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
        return Spread.of(runs.stream().mapToDouble(what).boxed().toList());
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
        json.add("detect_to_gate_ms", Spread.toJson(spread(ScaleRun::detectToGateMillis)));
        json.add("gate_to_first_frame_ms", Spread.toJson(spread(ScaleRun::gateToFirstFrameMillis)));
        json.add("gate_to_last_frame_ms", Spread.toJson(spread(ScaleRun::gateToLastFrameMillis)));
        json.add("reference", referenceToJson());
        json.add("learned_per_s", number(learnedPerSecond));
        json.add("heap_bytes_per_host", number(heapBytesPerHost));
        use.addTo(json);
        json.add("restart_ms", number(restartMillis));
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
