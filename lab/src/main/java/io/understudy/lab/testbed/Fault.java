/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

/**
 * A way to break something at one of the bridges.
 */
public enum Fault {
    /**
     * The host is dead: no process, no link, and no connection is ever ended.
     */
    BRIDGE_HOST("bridge-host"),
    /**
     * The switch process is killed; links stay up and the operating system ends its connections.
     */
    VSWITCHD("vswitchd"),
    /**
     * The switch process is stopped, as if it hung.
     */
    HANG("hang"),
    /**
     * The uplink has no carrier.
     */
    UPLINK("uplink"),
    /**
     * The trunk has no carrier.
     */
    TRUNK("trunk"),
    /**
     * The physical switch is cut from the core; the uplink keeps its carrier.
     */
    UPSTREAM("upstream"),
    /**
     * The physical switch passes no frame, but all its links keep their carrier.
     */
    SWITCH_HUNG("switch-hung"),
    /**
     * The controller's connections, the direct one too, are silent, without an end.
     */
    CHANNEL("channel"),
    /**
     * The link between the two bridges is cut at the bridge's end.
     */
    PEER_LINK("peer-link");

    private final String scriptName;

    Fault(final String scriptName) {
        this.scriptName = scriptName;
    }

    /**
     * The name that {@code bin/lab} knows.
     *
     * @return the name
     */
    public String scriptName() {
        return scriptName;
    }
}
