/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

/**
 * The reserved port numbers of OpenFlow 1.3 (7.2.1), as signed integers.
 */
public final class Ports {
    /** The highest number of a port. */
    public static final int LAST = 0xffff_ff00;
    /** Out of the port that the frame came in by. */
    public static final int IN_PORT = 0xffff_fff8;
    /** Through the tables; for frames that the controller sends. */
    public static final int TABLE = 0xffff_fff9;
    /** Out of all ports but the one it came in by, and those that do not flood. */
    public static final int FLOOD = 0xffff_fffb;
    /** Out of all ports but the one it came in by. */
    public static final int ALL = 0xffff_fffc;
    /** To the controller. */
    public static final int CONTROLLER = 0xffff_fffd;
    /** The bridge's own port. */
    public static final int LOCAL = 0xffff_fffe;
    /** No port in particular. */
    public static final int ANY = 0xffff_ffff;

    private Ports() {
        // only numbers
    }

    static boolean canSendTo(final int port) {
        return port != 0 && (Integer.compareUnsigned(port, LAST) < 0
            || port == IN_PORT || port == TABLE || port == FLOOD || port == ALL || port == CONTROLLER
            || port == LOCAL);
    }
}
