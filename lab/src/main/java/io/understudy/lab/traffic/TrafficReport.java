/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of all streams of a measurement.
 *
 * @param streams the figures of each stream
 * @param broadcastsTwice when broadcasts were sent that arrived more than once
 */
public record TrafficReport(Map<Stream, StreamFigures> streams, List<Instant> broadcastsTwice) {
    public TrafficReport {
        broadcastsTwice = List.copyOf(broadcastsTwice);
        streams = Map.copyOf(new EnumMap<>(streams));
    }

    /**
     * The figures of a stream.
     *
     * @param stream the stream
     * @return its figures
     */
    public StreamFigures of(final Stream stream) {
        return streams.get(stream);
    }

    /**
     * How many broadcasts arrived more than once, both ways together.
     *
     * @return number of superfluous frames
     */
    public long duplicatedBroadcasts() {
        return Arrays.stream(Stream.values()).filter(Stream::broadcast).mapToLong(each -> of(each).duplicated()).sum();
    }

    /**
     * Whether all streams were arriving when they ended.
     *
     * @return true if so
     */
    public boolean recovered() {
        return streams.values().stream().allMatch(StreamFigures::recovered);
    }
}
