/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import io.understudy.lab.testbed.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The faults of the matrix: what breaks, and what is to follow.
 */
enum FaultCase {
    /** No process, no link, and no end of any connection. */
    BRIDGE_HOST("bridge-host", true, true, Fault.BRIDGE_HOST),
    /** The links stay up, the connection ends. */
    VSWITCHD_KILLED("vswitchd-killed", true, true, Fault.VSWITCHD),
    /** Everything looks up and nothing moves. */
    VSWITCHD_STOPPED("vswitchd-stopped", true, false, Fault.HANG),
    /** The uplink has no carrier. */
    UPLINK_CARRIER("uplink-carrier", true, true, Fault.UPLINK),
    /** The physical switch passes nothing, its links keep their carrier. */
    SWITCH_HUNG("switch-hung", true, false, Fault.SWITCH_HUNG),
    /** The physical switch has lost the core. */
    SWITCH_CUT("switch-cut", true, false, Fault.UPSTREAM),
    /** The trunk has no carrier. */
    TRUNK_CARRIER("trunk-carrier", true, true, Fault.TRUNK),
    /** The primary forwards, but is no longer heard on the link between the bridges. */
    PEER_LINK("peer-link", false, false, Fault.PEER_LINK),
    /** The primary forwards, but the controller no longer reaches it. */
    CHANNEL_CUT("channel-cut", false, false, Fault.CHANNEL),
    /** Both: it forwards, and looks dead. */
    CHANNEL_AND_PEER_LINK("channel-and-peer-link", false, false, Fault.CHANNEL, Fault.PEER_LINK),
    /**
     * The secondary's host is dead when the primary's uplink goes, so there is nobody; when it comes back, it takes
     * over.
     */
    SECONDARY_THEN_UPLINK("secondary-then-uplink", true, false, Fault.UPLINK),
    /** The controller stands still and goes on, the bridges are well. */
    CONTROLLER_PAUSED("controller-paused", false, false),
    /** All processors are busy, and heartbeats are fast. */
    LOAD("load", false, false);

    private final String title;
    private final boolean takeover;
    private final boolean seenByReference;
    private final List<Fault> faults;

    FaultCase(final String title, final boolean takeover, final boolean seenByReference, final Fault... faults) {
        this.title = title;
        this.takeover = takeover;
        this.seenByReference = seenByReference;
        this.faults = List.of(faults);
    }

    /**
     * Finds a fault by its name.
     *
     * @param title its name
     * @return the fault
     * @throws IllegalArgumentException if there is none; the message names those that there are
     */
    static FaultCase of(final String title) {
        return Arrays.stream(values()).filter(fault -> fault.title.equals(title)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no fault " + title + "; there are "
                + Arrays.stream(values()).map(FaultCase::title).collect(Collectors.joining(", "))));
    }

    /**
     * The name in options and reports.
     *
     * @return its name
     */
    String title() {
        return title;
    }

    /**
     * Whether the role is to move once; else it must not move.
     *
     * @return true if it is to move
     */
    boolean takeover() {
        return takeover;
    }

    /**
     * Whether an agent that watches nothing but carriers and connections can see it, and is not misled by it.
     *
     * @return true if so
     */
    boolean seenByReference() {
        return seenByReference;
    }

    /**
     * What breaks at the primary.
     *
     * @return faults of the lab, in their order
     */
    List<Fault> faults() {
        return faults;
    }
}
