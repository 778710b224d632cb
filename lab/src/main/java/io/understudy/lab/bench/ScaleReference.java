/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

/**
 * A bare client that holds the same announcement groups, to be compared with.
 */
interface ScaleReference extends AutoCloseable {
    /**
     * Kills the host of a bridge, has the client take over, and brings the host back.
     *
     * @param from the bridge that forwards before, 1 or 2
     * @return ms from the confirmation of the new gate until the last host was announced for the first time
     * @throws org.awaitility.core.ConditionTimeoutException if something does not happen in time
     */
    double gateToLastFrameMillis(int from);

    @Override
    void close();
}
