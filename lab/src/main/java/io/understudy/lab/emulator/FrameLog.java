/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The frames that came in at a port, as far as they are of interest. Any thread may read it.
 */
public final class FrameLog {
    private final Predicate<byte[]> interest;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A frame that came in.
     *
     * @param at wall clock
     * @param frame the frame; not to be changed
     */
    public record Entry(Instant at, byte[] frame) {
        /**
         * Checks that nothing is missing.
         */
        public Entry {
            requireNonNull(at);
            requireNonNull(frame);
        }

        /**
         * The address of the sender.
         *
         * @return a MAC address, lower-case
         */
        public String source() {
            return Frames.source(frame);
        }
    }

    FrameLog(final Predicate<byte[]> interest) {
        this.interest = requireNonNull(interest);
    }

    synchronized void add(final Instant at, final byte[] frame) {
        if (interest.test(frame)) {
            entries.add(new Entry(at, frame));
        }
    }

    /**
     * All frames so far.
     *
     * @return the frames, in the order they came
     */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * How many there are.
     *
     * @return their number
     */
    public synchronized int size() {
        return entries.size();
    }

    /**
     * Forgets them.
     */
    public synchronized void clear() {
        entries.clear();
    }
}
