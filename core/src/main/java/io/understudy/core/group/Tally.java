/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

/**
 * What is counted of one bridge.
 */
final class Tally {
    private long packetsIn;
    private long announcementsSent;
    private long malformedFrames;

    void packet() {
        packetsIn++;
    }

    void malformed() {
        malformedFrames++;
    }

    void announcements(final int frames) {
        announcementsSent += frames;
    }

    BridgeCounters counters(final long requestsFailed, final GroupCoverage groups) {
        return new BridgeCounters(packetsIn, announcementsSent, requestsFailed, malformedFrames, groups);
    }
}
