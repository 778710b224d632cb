/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the installation lacks: at once what nothing can be installed without, and once more all of it when
 * Understudy has started, or has had its time to.
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long LOOK_MILLIS = 1000;

    private final InstallationCheck check;
    private final long deadline;
    private final ScheduledExecutorService timer;

    private Watch(final InstallationCheck check, final Duration patience) {
        this.check = requireNonNull(check);
        deadline = System.nanoTime() + patience.toNanos();
        timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("understudy-installation").daemon().factory());
    }

    /**
     * Begins.
     *
     * @param check what looks
     * @param patience how long an installation may take; Karaf may have to download it
     * @return the watch
     */
    static Watch start(final InstallationCheck check, final Duration patience) {
        check.prerequisites().forEach(problem -> LOG.error("Understudy's installation: {}", problem));
        final var watch = new Watch(check, patience);
        watch.timer.scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        final boolean complete = check.complete();
        if (!complete && System.nanoTime() - deadline < 0) {
            return;
        }
        timer.shutdown();
        final var problems = check.problems();
        problems.forEach(problem -> LOG.error("Understudy's installation: {}", problem));
        if (complete && problems.isEmpty()) {
            LOG.info("Understudy's installation is complete");
        } else if (!complete) {
            LOG.error("Understudy's installation is not complete; what is known about why stands before this line,"
                + " understudy:groups on the console says how it is now");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
