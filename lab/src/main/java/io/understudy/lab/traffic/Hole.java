/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

/**
 * Consecutive frames of a stream that did not arrive, between two that did.
 *
 * @param missing how many
 * @param beforeNanos send time of the last frame before the hole
 * @param afterNanos send time of the first frame after it
 */
record Hole(long missing, long beforeNanos, long afterNanos) {
}
