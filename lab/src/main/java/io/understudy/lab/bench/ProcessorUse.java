/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import com.google.gson.JsonObject;
import io.understudy.lab.testbed.ControllerProcess;
import java.time.Duration;

/**
 * What the controller takes of the processors. A hundred percent is one of them.
 *
 * @param restPercent with all hosts known and nobody new
 * @param learningPercent while hosts speak for the first time
 * @param hostMicros for each of those hosts, until it is in both bridges, their groups and the datastore, us
 */
record ProcessorUse(double restPercent, double learningPercent, double hostMicros) {
    private static final double PERCENT = 100;
    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * What was taken since a moment.
     *
     * @param processor the controller's time then
     * @param clock {@link System#nanoTime()} then
     */
    record Since(Duration processor, long clock) {
        static Since now() {
            return new Since(ControllerProcess.find().processorTime(), System.nanoTime());
        }

        /** Until now. */
        Span span() {
            return new Span(ControllerProcess.find().processorTime().minus(processor).toNanos(),
                System.nanoTime() - clock);
        }
    }

    /**
     * What was taken during some time.
     *
     * @param processorNanos by all threads, ns
     * @param nanos how long it was, ns
     */
    record Span(long processorNanos, long nanos) {
        double percent() {
            return PERCENT * processorNanos / nanos;
        }
    }

    static ProcessorUse of(final Span rest, final Span learning, final int hosts) {
        return new ProcessorUse(rest.percent(), learning.percent(),
            learning.processorNanos() / NANOS_PER_MICRO / hosts);
    }

    void addTo(final JsonObject json) {
        json.add("controller_rest_percent", Spread.rounded(restPercent));
        json.add("controller_learning_percent", Spread.rounded(learningPercent));
        json.add("controller_us_per_host", Spread.rounded(hostMicros));
    }
}
