/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

/**
 * Somebody who keeps a pair of bridges going, on a lab of his own.
 */
interface Contender extends AutoCloseable {
    /**
     * Breaks something, measures, and mends it.
     *
     * @param fault what
     * @param from the bridge that forwards before, 1 or 2
     * @return what was measured
     */
    FaultRun run(FaultCase fault, int from);

    /**
     * How things stand, for whoever has to find out why a run could not be measured.
     *
     * @return one line or several
     */
    String describe();

    @Override
    void close();
}
