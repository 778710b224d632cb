/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.LabException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs every fault several times, in both directions by turns, and the reference between, so that a machine that
 * changes its mood changes it for both.
 */
final class FaultMatrix implements AutoCloseable {
    private final Slot understudy;
    private final Slot reference;
    private final Consumer<String> progress;
    private final FaultReport report = new FaultReport();
    private int failures;

    /** A contender that is made when it is first needed, and made anew after a run that left a mess. */
    private static final class Slot {
        private final String name;
        private final Supplier<Contender> factory;
        private Optional<Contender> contender = Optional.empty();

        Slot(final String name, final Supplier<Contender> factory) {
            this.name = name;
            this.factory = factory;
        }

        Contender get() {
            if (contender.isEmpty()) {
                contender = Optional.of(factory.get());
            }
            return contender.orElseThrow();
        }

        String describe() {
            try {
                return contender.map(Contender::describe).orElse("");
            } catch (LabException | RestconfException e) {
                return e.getMessage();
            }
        }

        void close() {
            final var closing = contender;
            contender = Optional.empty();
            closing.ifPresent(Contender::close);
        }
    }

    FaultMatrix(final Supplier<Contender> understudy, final Supplier<Contender> reference,
            final Consumer<String> progress) {
        this.understudy = new Slot("understudy", understudy);
        this.reference = new Slot("reference", reference);
        this.progress = requireNonNull(progress);
    }

    /**
     * Runs faults.
     *
     * @param faults which
     * @param runs how often each
     * @return what was measured
     */
    FaultReport run(final List<FaultCase> faults, final int runs) {
        faults.forEach(report::expect);
        for (var fault : faults) {
            for (int number = 1; number <= runs; number++) {
                final var title = fault.title() + " " + number + "/" + runs;
                final int from = number % 2 == 0 ? 2 : 1;
                attempt(understudy, title, fault, from, report::addUnderstudy);
                if (fault.seenByReference()) {
                    attempt(reference, title, fault, from, report::addReference);
                }
            }
        }
        return report;
    }

    /**
     * How many runs could not be measured.
     *
     * @return their number
     */
    int failures() {
        return failures;
    }

    @Override
    public void close() {
        try {
            understudy.close();
        } finally {
            reference.close();
        }
    }

    private void attempt(final Slot slot, final String title, final FaultCase fault, final int from,
            final BiConsumer<FaultCase, FaultRun> sink) {
        try {
            final var run = slot.get().run(fault, from);
            sink.accept(fault, run);
            progress.accept(String.format(Locale.ROOT, "%s, %s, from bridge %d: out %.1f ms, in %.1f ms, silent %.1f"
                + " ms, %d failovers, %d looped, %d doubled, %d lost%s", title, slot.name, from, run.outMillis(),
                run.inMillis(), run.inSilentMillis(), run.failovers(), run.looped(), run.duplicated(), run.lost(),
                run.recovered() ? "" : ", traffic did NOT come back"));
            if (!run.leftInOrder()) {
                slot.close();
            }
        } catch (LabException | RestconfException | ConditionTimeoutException e) {
            failures++;
            progress.accept(title + ", " + slot.name + ": could not be measured. " + e.getMessage() + "\n"
                + slot.describe());
            slot.close();
        }
    }
}
