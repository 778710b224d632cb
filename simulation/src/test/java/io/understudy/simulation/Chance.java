/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.hash.Hashing;
import java.util.SplittableRandom;

/**
 * All that is left to chance in one run. The same seed gives the same run.
 */
final class Chance {
    static final long MICRO = 1_000;
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;

    private final SplittableRandom random;

    Chance(final long seed) {
        // The generator steps by a constant, so seeds in a row must be torn apart, lest one run repeat its neighbour.
        random = new SplittableRandom(Hashing.murmur3_128().hashLong(seed).asLong());
    }

    /** One of so many. */
    int below(final int bound) {
        return random.nextInt(bound);
    }

    long seed() {
        return random.nextLong();
    }

    boolean percent(final int chance) {
        return random.nextInt(100) < chance;
    }

    /** Between the two, inclusive, ns. */
    long between(final long least, final long greatest) {
        return least == greatest ? least : least + random.nextLong(greatest - least + 1);
    }

    /** Between the two, short ones as likely as long ones: each doubling has the same chance. */
    long spread(final long least, final long greatest) {
        int doublings = 0;
        for (long value = least; value < greatest; value *= 2) {
            doublings++;
        }
        final long from = least << random.nextInt(Math.max(1, doublings));
        return between(from, Math.min(greatest, 2 * from));
    }

    int pick(final int... values) {
        return values[random.nextInt(values.length)];
    }
}
