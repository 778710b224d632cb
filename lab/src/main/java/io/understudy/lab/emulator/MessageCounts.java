/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import io.understudy.lab.emulator.datapath.Refusal;
import java.util.EnumMap;
import java.util.Map;
import org.projectfloodlight.openflow.protocol.OFType;

/**
 * How many messages a bridge was sent, and how many it refused.
 */
final class MessageCounts {
    private final Map<OFType, Long> received = new EnumMap<>(OFType.class);
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);

    void received(final OFType type) {
        received.merge(type, 1L, Long::sum);
    }

    void refused(final Refusal refusal) {
        refused.merge(refusal, 1L, Long::sum);
    }

    long ofType(final OFType type) {
        return received.getOrDefault(type, 0L);
    }

    Map<Refusal, Long> refusals() {
        return Map.copyOf(refused);
    }
}
