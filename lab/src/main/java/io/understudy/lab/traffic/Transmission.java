/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

/**
 * What was sent of one stream.
 *
 * @param sent number of frames; their sequence numbers are 0 to one less
 * @param firstNanos send time of the first
 * @param lastNanos send time of the last
 */
record Transmission(long sent, long firstNanos, long lastNanos) {
}
