/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import io.understudy.core.failover.Event;
import io.understudy.core.model.HostKey;
import java.util.Map;
import java.util.Optional;

/**
 * What one bridge answers: the other half of {@link BridgeDriver}. Each method is called on the thread that owns the
 * group, never from within a call of the driver.
 */
public interface BridgeAnswers {
    /**
     * Called with what the failover machine decides on: a gate that changed, a barrier, a command that failed.
     *
     * @param event what happened
     */
    void event(Event event);

    /**
     * Called when the bridge has answered {@link BridgeDriver#update}.
     *
     * @param answer which hosts it took
     */
    void hostsUpdated(HostsAnswer answer);

    /**
     * Called when the bridge has answered {@link BridgeDriver#countHosts}.
     *
     * @param token of the request
     * @param packets of each host the frames that its flows have counted, 0 or more; empty if the bridge did not answer
     */
    void hostsCounted(long token, Optional<Map<HostKey, Long>> packets);

    /**
     * Called when the bridge does not take the announcement groups.
     *
     * @param reason the bridge's words
     */
    void announcementGroupsRefused(String reason);

    /**
     * Called after a burst of announcements by groups.
     *
     * @param missing how many hosts of the burst were not announced, 0 or more
     */
    void announcementsMissing(int missing);
}
