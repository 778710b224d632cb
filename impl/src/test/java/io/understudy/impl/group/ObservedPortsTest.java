/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.evidence.DirectConnectionState;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.failover.BridgeState;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.RecordedLink;
import io.understudy.impl.openflow.RecordedRequests;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a running group hears of its bridges' ports.
 */
final class ObservedPortsTest {
    private static final BridgeId BRIDGE = new BridgeId(1);

    private final RecordedLink link = new RecordedLink();
    private final Sink sink = new Sink();
    private final GroupRegistry registry = new GroupRegistry(new Factory());

    @BeforeEach
    void start() {
        registry.take(List.of(new GroupChange.Configured(SampleGroups.group("a", 1, 2, 1))));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** What the group thinks of the uplink once it has taken all that it was told. */
    private EvidenceState uplink() throws Exception {
        return bridge().ports().uplink();
    }

    private BridgeState bridge() throws Exception {
        // The mailbox keeps the order, and what a step changes is published before the next one.
        registry.find("a").orElseThrow().countHosts().get(30, TimeUnit.SECONDS);
        return sink.last.report().state().bridge(Side.PREFERRED);
    }

    @Test
    void aLateInventoryDoesNotUndoWhatIsObserved() throws Exception {
        registry.connected(BRIDGE);
        registry.ports(BRIDGE, SampleGroups.ports(true));
        assertEquals(EvidenceState.UP, uplink());
        registry.observed(BRIDGE, SampleGroups.ports(true), link);
        registry.observed(BRIDGE, SampleGroups.ports(false), link);
        assertEquals(EvidenceState.DOWN, uplink());
        registry.observed(BRIDGE, SampleGroups.ports(true), link);
        assertEquals(EvidenceState.UP, uplink());
        registry.ports(BRIDGE, SampleGroups.ports(false));
        assertEquals(EvidenceState.UP, uplink(), "that was the past");
    }

    @Test
    void theInventoryCountsAgainWhenTheConnectionEnds() throws Exception {
        registry.connected(BRIDGE);
        registry.observed(BRIDGE, SampleGroups.ports(true), link);
        registry.ports(BRIDGE, SampleGroups.ports(false));
        registry.unobserved(BRIDGE, true);
        assertEquals(EvidenceState.DOWN, uplink());
        registry.ports(BRIDGE, SampleGroups.ports(true));
        assertEquals(EvidenceState.UP, uplink());
    }

    @Test
    void aConnectionThatTheBridgeEndedIsToldFromOneThatWasGivenUp() throws Exception {
        registry.connected(BRIDGE);
        registry.observed(BRIDGE, SampleGroups.ports(true), link);
        registry.ports(BRIDGE, SampleGroups.ports(false));
        assertEquals(EvidenceState.UP, uplink());
        assertEquals(DirectConnectionState.STANDING, bridge().signs().direct());
        registry.unobserved(BRIDGE, true);
        assertEquals(DirectConnectionState.NONE, bridge().signs().direct());
        registry.observed(BRIDGE, SampleGroups.ports(true), link);
        registry.unobserved(BRIDGE, false);
        assertEquals(DirectConnectionState.GIVEN_UP, bridge().signs().direct());
    }

    @Test
    void aDirectConnectionAloneMakesNoPorts() throws Exception {
        registry.observed(BRIDGE, SampleGroups.ports(true), link);
        registry.connected(new BridgeId(2));
        assertEquals(EvidenceState.UNKNOWN, uplink(), "we are not its master");
        registry.connected(BRIDGE);
        assertEquals(EvidenceState.UP, uplink());
    }

    private final class Factory implements LoopFactory {
        @Override
        public GroupLoop loop(final GroupConfiguration group) {
            final var requests = new RecordedRequests();
            return new GroupLoop(group, new Pair<>(new BridgeClient(group.bridges().preferred().id(), requests),
                new BridgeClient(group.bridges().alternate().id(), requests)), 0, 1, sink);
        }

        @Override
        public void refused(final String name, final String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void forgotten(final String name) {
            // not looked at
        }
    }

    private static final class Sink extends SilentSink {
        private volatile GroupSnapshot last;

        @Override
        public void state(final GroupSnapshot snapshot) {
            last = snapshot;
        }
    }
}
