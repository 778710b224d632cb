/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.support.CommandException;

/**
 * What a command waits for when it reads the datastore.
 */
final class DatastoreAnswer {
    private static final long PATIENCE_SECONDS = 10;

    private DatastoreAnswer() {
        // only functions
    }

    /**
     * Waits for what is being read.
     *
     * @param reading it
     * @return what was read
     * @throws CommandException if it does not come within ten seconds
     */
    static <T> T of(final Future<T> reading) throws CommandException {
        try {
            return reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Problem.of("the datastore does not answer: " + e.getMessage()
                + "; see data/log/karaf.log for its reason", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of("interrupted while reading the datastore", e);
        }
    }
}
