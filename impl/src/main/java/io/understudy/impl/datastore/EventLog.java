/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import io.understudy.core.failover.Severity;
import io.understudy.impl.text.Printable;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.DateAndTime;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Event;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.EventBuilder;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the events of a group, and writes them to the log as well.
 */
final class EventLog {
    /** How many events are kept, as in the YANG model. */
    static final int KEPT = 256;

    private static final Logger LOG = LoggerFactory.getLogger("io.understudy.events");

    /** As the log shows it. */
    private String group;
    private long last;

    EventLog(final String group) {
        this.group = Printable.of(group);
    }

    /** Goes on under another name. */
    void rename(final String name) {
        group = Printable.of(name);
    }

    Event add(final Severity severity, final String text, final DateAndTime at) {
        final var line = Printable.of(text);
        switch (severity) {
            case INFO -> LOG.info("group {}: {}", group, line);
            case WARNING -> LOG.warn("group {}: {}", group, line);
            default -> LOG.error("group {}: {}", group, line);
        }
        last++;
        return new EventBuilder().setId(Uint64.valueOf(last)).setTime(at).setText(text)
            .setSeverity(switch (severity) {
                case INFO -> Event.Severity.Info;
                case WARNING -> Event.Severity.Warning;
                case CRITICAL -> Event.Severity.Critical;
            }).build();
    }

    /**
     * Tells which event must go.
     *
     * @return its number; 0 for none
     */
    long expired() {
        return Math.max(0, last - KEPT);
    }
}
