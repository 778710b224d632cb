/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import java.util.Arrays;

/**
 * The last 64 durations that were measured, for percentiles that follow a change within as many samples. Immutable.
 */
public final class RecentSamples {
    /** Nothing was measured. */
    public static final RecentSamples NONE = new RecentSamples(new long[0], new long[0], 0, 0, 0);

    private static final int CAPACITY = 64;
    private static final int HUNDRED = 100;
    /** Where answers cannot be measured, because they take longer than the next request, it is not tried for ever. */
    private static final int MOST_ANSWERS = 4 * CAPACITY;

    private final long[] samples;
    /** The same in ascending order: percentiles are asked for far more often than samples come. */
    private final long[] sorted;
    private final int next;
    private final int fresh;
    private final int answers;

    private RecentSamples(final long[] samples, final long[] sorted, final int next, final int fresh,
            final int answers) {
        this.samples = samples;
        this.sorted = sorted;
        this.next = next;
        this.fresh = fresh;
        this.answers = answers;
    }

    /**
     * Adds a sample, in place of the oldest one if there are enough.
     *
     * @param sample ns
     * @return the samples with it
     */
    public RecentSamples with(final long sample) {
        final var longer = Arrays.copyOf(samples, Math.min(samples.length + 1, CAPACITY));
        longer[next] = sample;
        final var others = samples.length == CAPACITY ? without(samples[next]) : sorted;
        return new RecentSamples(longer, inserted(others, sample), (next + 1) % CAPACITY,
            Math.min(fresh + 1, CAPACITY), Math.min(answers + 1, MOST_ANSWERS));
    }

    /**
     * Says that what was measured so far may not tell what will be. It counts until it is displaced.
     */
    RecentSamples outdated() {
        return new RecentSamples(samples, sorted, next, 0, 0);
    }

    /**
     * Counts an answer that says nothing about how long others take.
     */
    RecentSamples unmeasured() {
        return answers == MOST_ANSWERS ? this : new RecentSamples(samples, sorted, next, fresh, answers + 1);
    }

    /**
     * Tells whether all samples are of the time since they were outdated last, or cannot be got.
     */
    public boolean isFresh() {
        return fresh == CAPACITY || answers == MOST_ANSWERS;
    }

    private long[] without(final long sample) {
        final int place = Arrays.binarySearch(sorted, sample);
        final var others = Arrays.copyOf(sorted, sorted.length - 1);
        System.arraycopy(sorted, place + 1, others, place, others.length - place);
        return others;
    }

    private static long[] inserted(final long[] ordered, final long sample) {
        final int found = Arrays.binarySearch(ordered, sample);
        final int place = found < 0 ? -found - 1 : found;
        final var longer = Arrays.copyOf(ordered, ordered.length + 1);
        System.arraycopy(ordered, place, longer, place + 1, ordered.length - place);
        longer[place] = sample;
        return longer;
    }

    /**
     * Tells whether nothing was measured yet.
     *
     * @return true if there is no sample
     */
    public boolean isEmpty() {
        return samples.length == 0;
    }

    /**
     * Returns the latest sample.
     *
     * @return ns; -1 if there is none
     */
    public long last() {
        return isEmpty() ? -1 : samples[(next + samples.length - 1) % samples.length];
    }

    /**
     * Returns a percentile by the nearest rank.
     *
     * @param percent 1 to 100
     * @return ns; -1 if there is no sample
     */
    public long percentile(final int percent) {
        if (isEmpty()) {
            return -1;
        }
        return sorted[Math.max(0, (sorted.length * percent + HUNDRED - 1) / HUNDRED - 1)];
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RecentSamples that && next == that.next && fresh == that.fresh
            && answers == that.answers && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return samples.length + " samples, last " + last() + " ns";
    }
}
