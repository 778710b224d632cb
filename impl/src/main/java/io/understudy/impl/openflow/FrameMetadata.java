/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.model.Location;

/**
 * What the tables note of a frame in its metadata, for those that come later.
 */
final class FrameMetadata {
    /** Of a frame whose source is behind a trunk; the place of the trunk is added to it. */
    static final long BEHIND_TRUNK = 0x100;
    /** Of a frame whose source is at no port: places of trunks begin with 1. */
    static final long NOWHERE = BEHIND_TRUNK;
    /** Of a frame whose source is behind the uplink. */
    static final long BEHIND_UPLINK = 0x200;
    /** The bits that note where the source of a frame is. */
    static final long WHEREABOUTS = 0x3ff;
    /** Of a frame that the controller is to learn from. */
    static final long COPY = 0x1_0000;
    /** Of a frame that the guard has not let out. */
    static final long HELD = 0x2_0000;
    /** Of a frame that came in where its source is known to be. */
    static final long HOME = 0x4_0000;
    /** The upper half is the number of the port to which a frame goes; 0 if it goes to all. */
    static final long WAY = 0xffff_ffff_0000_0000L;

    private static final int WAY_SHIFT = 32;

    private FrameMetadata() {
        // only constants and functions
    }

    /** Returns the bits that note where the source of a frame is. */
    static long whereabouts(final Location location) {
        return switch (location) {
            case Location.Uplink uplink -> BEHIND_UPLINK;
            case Location.Trunk trunk -> BEHIND_TRUNK | trunk.place();
        };
    }

    /** Returns the bits that note to which port a frame goes. */
    static long way(final long port) {
        return port << WAY_SHIFT;
    }

    /** Tells to which port a frame goes; 0 for all. */
    static long wayOut(final long metadata) {
        return metadata >>> WAY_SHIFT;
    }
}
