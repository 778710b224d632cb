/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

/**
 * What became of the direct connection to a bridge. By it one can tell what the end of the other connection says.
 */
public enum DirectConnectionState {
    /** There is none: there never was, or the bridge ended it. A process that ends, ends both. */
    NONE,
    /** It stands, so if the other one ends, the process goes on. */
    STANDING,
    /**
     * It was given up here since the bridge connected. The other one will end for the same reason, which may be a cut
     * way to the controller.
     */
    GIVEN_UP
}
