/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

/**
 * How far a stream has come at its receiver.
 *
 * @param received number of different frames that arrived
 * @param lastSentNanos send time of the last of them, in the order of sending
 */
record Progress(long received, long lastSentNanos) {
    /**
     * Nothing arrived yet.
     */
    static final Progress NONE = new Progress(0, 0);
}
