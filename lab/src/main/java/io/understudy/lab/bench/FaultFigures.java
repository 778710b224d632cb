/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The runs of one contender at one fault, taken together.
 *
 * @param runs the runs
 */
record FaultFigures(List<FaultRun> runs) {
    FaultFigures {
        runs = List.copyOf(runs);
    }

    /**
     * A sum over the runs.
     *
     * @param what the figure of a run
     * @return the sum
     */
    long total(final ToLongFunction<FaultRun> what) {
        return runs.stream().mapToLong(what).sum();
    }

    /**
     * In how many runs traffic came back both ways.
     *
     * @return their number
     */
    long recovered() {
        return runs.stream().filter(FaultRun::recovered).count();
    }

    /**
     * The spread over the runs.
     *
     * @param what the figure of a run
     * @return the spread, or nothing if there was no run
     */
    Optional<Spread> spread(final ToDoubleFunction<FaultRun> what) {
        return Spread.of(runs.stream().mapToDouble(what).boxed().toList());
    }

    /**
     * The spread of the time from decision to gate.
     *
     * @return the spread over the runs in which the role moved, or nothing if it never did
     */
    Optional<Spread> detectToGate() {
        return Spread.of(runs.stream().flatMapToDouble(run -> run.detectToGateMillis().stream()).boxed().toList());
    }

    /**
     * The spread of the longest hole during the storm before the fault.
     *
     * @return the spread over the runs, or nothing if there was no storm
     */
    Optional<Spread> stormOut() {
        return Spread.of(runs.stream().flatMapToDouble(run -> run.stormOutMillis().stream()).boxed().toList());
    }

    /**
     * The figures for programs. The names are a promise: they stay.
     *
     * @return an object
     */
    JsonObject toJson() {
        final var json = new JsonObject();
        json.addProperty("runs", runs.size());
        json.addProperty("recovered", recovered());
        json.addProperty("failovers", total(FaultRun::failovers));
        json.addProperty("looped", total(FaultRun::looped));
        json.addProperty("duplicated", total(FaultRun::duplicated));
        json.addProperty("lost", total(FaultRun::lost));
        json.add("out_ms", Spread.toJson(spread(FaultRun::outMillis)));
        json.add("in_ms", Spread.toJson(spread(FaultRun::inMillis)));
        json.add("in_silent_ms", Spread.toJson(spread(FaultRun::inSilentMillis)));
        json.add("detect_to_gate_ms", Spread.toJson(detectToGate()));
        stormOut().ifPresent(spread -> json.add("storm_out_ms", Spread.toJson(Optional.of(spread))));
        return json;
    }
}
