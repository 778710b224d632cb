/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * What a datapath in the kernel knows by heart: where frames like those of late go. It goes on with that when the
 * process is gone.
 */
final class KernelCache {
    /** Says that a frame is not known. */
    static final int NOTHING = -1;

    private static final long CACHE_TIME = 10 * Chance.SECOND;

    private final Map<Passage, Cached> entries = new HashMap<>();

    private record Passage(int port, long source, long destination, int type) {
    }

    private record Cached(Frame frame, int outputs, long at) {
    }

    void put(final int port, final Frame frame, final int outputs, final long now) {
        entries.put(passage(port, frame), new Cached(frame, outputs, now));
    }

    /** The ports that a frame leaves by, as bits, if it is known since shortly before a moment; else nothing. */
    int outputs(final int port, final Frame frame, final long before) {
        if (entries.isEmpty()) {
            return NOTHING;
        }
        final var cached = entries.get(passage(port, frame));
        return cached == null || before - cached.at() > CACHE_TIME ? NOTHING : cached.outputs();
    }

    /** Whether frames of an EtherType are known since shortly before a moment. */
    boolean holds(final int type, final long before) {
        return entries.entrySet().stream().anyMatch(entry ->
            entry.getKey().type() == type && before - entry.getValue().at() <= CACHE_TIME);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void clear() {
        entries.clear();
    }

    /** Makes it agree with flows that changed. */
    void revalidate(final FlowTable flows) {
        if (entries.isEmpty()) {
            return;
        }
        entries.entrySet().removeIf(entry -> {
            final var fate = flows.fateOf(entry.getKey().port(), entry.getValue().frame());
            return fate != FlowTable.Fate.FORWARDED && fate != FlowTable.Fate.FORWARDED_AND_COPIED;
        });
        entries.replaceAll((passage, cached) -> new Cached(cached.frame(),
            flows.outputs(passage.port(), cached.frame()), cached.at()));
    }

    private static Passage passage(final int port, final Frame frame) {
        return new Passage(port, frame.sourceKey(), frame.destinationKey(), frame.type());
    }
}
