/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

/**
 * One takeover with many hosts.
 *
 * @param detectToGateMillis from the decision until the new gate was confirmed, as the controller tells it
 * @param gateToFirstFrameMillis from then until the first host was announced on the uplink
 * @param gateToLastFrameMillis from then until the last host was announced for the first time
 */
record ScaleRun(double detectToGateMillis, double gateToFirstFrameMillis, double gateToLastFrameMillis) {
}
