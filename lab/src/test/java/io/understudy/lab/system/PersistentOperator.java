/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.restconf.GroupClient;
import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * An operator who moves the role once more where it stayed because a busy bridge did not confirm in time that its gate
 * is closed.
 */
final class PersistentOperator {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);

    private PersistentOperator() {
        // only a function
    }

    /**
     * Runs a command until it is not refused for that reason.
     *
     * @param command runs it
     * @return how it ended the last time
     */
    static Shell.Outcome run(final Supplier<Shell.Outcome> command) {
        return Awaitility.await("a gate that is confirmed in time").pollDelay(Duration.ZERO)
            .pollInterval(ASK_AGAIN_AFTER).atMost(Rig.PATIENCE)
            .until(command::get, outcome -> !outcome.output().contains(GroupClient.NOT_FENCED));
    }
}
