/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.measure.Observation;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.StreamFigures;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One run of a fault, as it was measured: from before the fault until it is healed and all is as before.
 *
 * @param failovers how often the role moved
 * @param looped number of frames that came back to their senders
 * @param duplicated number of frames, datagrams and broadcasts, that arrived again
 * @param lost number of frames of all streams that never arrived
 * @param outMillis the longest hole in the outward traffic; 0 when nothing was lost
 * @param inMillis the same inward, to a host that does not send meanwhile
 * @param inSilentMillis the same, to a host that spoke once and only receives since
 * @param detectToGateMillis from the decision until the new gate was confirmed; empty when the role did not move
 * @param recovered whether traffic came back both ways
 * @param stormOutMillis the longest hole in the outward traffic during the storm before the fault; empty without one
 */
record FaultRun(long failovers, long looped, long duplicated, long lost, double outMillis, double inMillis,
        double inSilentMillis, OptionalDouble detectToGateMillis, boolean recovered, OptionalDouble stormOutMillis) {
    FaultRun {
        requireNonNull(detectToGateMillis);
        requireNonNull(stormOutMillis);
    }

    static FaultRun of(final Observation seen) {
        final var traffic = seen.traffic();
        return new FaultRun(0, seen.looped(),
            Arrays.stream(Stream.values()).map(traffic::of).mapToLong(StreamFigures::duplicated).sum(),
            Arrays.stream(Stream.values()).map(traffic::of).mapToLong(StreamFigures::lost).sum(),
            traffic.of(Stream.OUT).outageMillis(), traffic.of(Stream.IN).outageMillis(),
            traffic.of(Stream.IN_SILENT).outageMillis(), OptionalDouble.empty(), traffic.recovered(),
            OptionalDouble.empty());
    }

    /**
     * Whether the lab is fit for another run. After a loop, what bridges and switches have learned may be wrong for
     * long, and would be counted against the next fault.
     *
     * @return true if so
     */
    boolean leftInOrder() {
        return recovered && looped == 0;
    }

    /**
     * The same with what the controller tells.
     *
     * @param moves how often the role moved
     * @param gateMillis from the decision until the new gate was confirmed
     * @return the run
     */
    FaultRun withMoves(final long moves, final OptionalDouble gateMillis) {
        return new FaultRun(moves, looped, duplicated, lost, outMillis, inMillis, inSilentMillis, gateMillis,
            recovered, stormOutMillis);
    }

    /**
     * The same with what happened while the fault was healed, when no more frame may be doubled than before. What is
     * lost then is of another kind than the outage, and is not added to it.
     *
     * @param healing what was seen then
     * @return the run
     */
    FaultRun withHealing(final Observation healing) {
        final var other = of(healing);
        return new FaultRun(failovers, looped + other.looped, duplicated + other.duplicated, lost, outMillis, inMillis,
            inSilentMillis, detectToGateMillis, recovered && other.recovered, stormOutMillis);
    }

    /**
     * The same with what the storm did to traffic before the fault.
     *
     * @param before what was seen then
     * @return the run
     */
    FaultRun withStorm(final Observation before) {
        return new FaultRun(failovers, looped, duplicated, lost, outMillis, inMillis, inSilentMillis,
            detectToGateMillis, recovered, OptionalDouble.of(of(before).outMillis));
    }
}
