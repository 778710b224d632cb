/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import io.understudy.core.bridge.BridgeAnswers;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.failover.Event;
import io.understudy.core.model.HostKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes what a bridge answers.
 */
final class RecordedAnswers implements BridgeAnswers {
    final List<Event> events = new ArrayList<>();
    final List<HostsAnswer> hosts = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<Integer> missing = new ArrayList<>();

    /** Brings them at once, for the test's thread is the group's. */
    AnswerMailbox mailbox() {
        return new AnswerMailbox(Runnable::run, this);
    }

    @Override
    public void event(final Event event) {
        events.add(event);
    }

    @Override
    public void hostsUpdated(final HostsAnswer answer) {
        hosts.add(answer);
    }

    @Override
    public void hostsCounted(final long token, final Optional<Map<HostKey, Long>> packets) {
        // no test asks for counts
    }

    @Override
    public void announcementGroupsRefused(final String reason) {
        refusals.add(reason);
    }

    @Override
    public void announcementsMissing(final int count) {
        missing.add(count);
    }
}
