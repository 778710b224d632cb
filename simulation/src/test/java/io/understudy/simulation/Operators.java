/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.group.Group;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What operators ask for, and what they are answered: once, and not too late.
 */
final class Operators {
    private static final long PATIENCE = 10 * Chance.SECOND;

    private final World world;
    private final Intake intake;
    private final Map<Long, Integer> answers = new HashMap<>();
    private long requests;

    Operators(final World world, final Intake intake) {
        this.world = world;
        this.intake = intake;
    }

    /** What an operator asks for. */
    @FunctionalInterface
    interface Operation {
        void ask(Group group, Consumer<Optional<String>> answer, long now);
    }

    /**
     * Asks for something; the answer is taken note of.
     *
     * @param what in words
     * @param mailbox takes the request when it arrives
     */
    void request(final String what, final Operation operation, final Consumer<Consumer<Group>> mailbox) {
        final long number = ++requests;
        answers.put(number, 0);
        mailbox.accept(group -> {
            world.trace(() -> "request " + number + ": " + what);
            operation.ask(group, answer -> {
                world.trace(() -> "answer to request " + number + ": " + answer.orElse("done"));
                if (answers.merge(number, 1, Integer::sum) > 1) {
                    throw new Violation("request " + number + " was answered twice");
                }
            }, world.now());
        });
        final int asked = intake.life();
        world.agenda().after(PATIENCE, () -> {
            if (asked == intake.life() && answers.get(number) == 0 && !intake.isPaused()) {
                throw new Violation("request " + number + ", " + what + ", was not answered within 10 s");
            }
        });
    }
}
