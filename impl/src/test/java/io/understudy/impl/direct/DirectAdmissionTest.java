/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.PortDirectory;
import io.understudy.impl.openflow.RecordedLink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Who may speak for a bridge.
 */
final class DirectAdmissionTest {
    private static final BridgeId BRIDGE = new BridgeId(1);
    private static final InetAddress HOME = InetAddresses.forString("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddresses.forString("192.0.2.66");
    private static final PortDirectory PORTS = new PortDirectory(Map.of(2L, new PortDirectory.Entry("uplink", true,
        true)));

    private final DirectEvents events = new DirectEvents();
    private final DirectAdmission admission = new DirectAdmission(events);

    private record Visitor(BridgeId bridge, InetAddress address, List<String> refusals)
            implements DirectAdmission.Claim {
        Visitor(final InetAddress address) {
            this(BRIDGE, address, new ArrayList<>());
        }

        @Override
        public DirectLink link() {
            return new RecordedLink();
        }

        @Override
        public void refuse(final String reason) {
            refusals.add(reason);
        }

        @Override
        public boolean equals(final Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Test
    void whoComesFromWhereTheBridgeIsControlledIsHeard() throws Exception {
        admission.located(BRIDGE, Optional.of(HOME));
        final var visitor = new Visitor(HOME);
        assertEquals(Optional.empty(), admission.enter(visitor));
        admission.observed(visitor, PORTS);
        assertEquals("openflow:1 2=uplink:up-live", events.next());
        admission.leave(visitor, true);
        assertEquals("openflow:1 ended", events.next());
        admission.leave(visitor, true);
        assertTrue(events.isEmpty(), "it ended once");
    }

    @Test
    void whoComesFromElsewhereIsRefused() {
        admission.located(BRIDGE, Optional.of(HOME));
        final var visitor = new Visitor(ELSEWHERE);
        assertEquals(Optional.of("it says that it is openflow:1, but that is controlled from 192.0.2.1"),
            admission.enter(visitor));
        admission.observed(visitor, PORTS);
        admission.leave(visitor, true);
        assertTrue(events.isEmpty());
    }

    @Test
    void whoCameBeforeTheBridgeWasLocatedIsThrownOutWhenItIs() throws Exception {
        final var visitor = new Visitor(ELSEWHERE);
        assertEquals(Optional.empty(), admission.enter(visitor));
        admission.observed(visitor, PORTS);
        events.next();
        admission.located(BRIDGE, Optional.of(HOME));
        assertEquals(List.of("it says that it is openflow:1, but that is controlled from 192.0.2.1"),
            visitor.refusals());
        assertEquals("openflow:1 was given up", events.next());
        admission.observed(visitor, PORTS);
        assertTrue(events.isEmpty(), "it is not heard any more");
        assertEquals(Optional.empty(), admission.enter(new Visitor(HOME)), "the place is free");
    }

    @Test
    void aSecondConnectionIsRefusedAndTheFirstOneStays() throws Exception {
        final var first = new Visitor(HOME);
        final var second = new Visitor(HOME);
        assertEquals(Optional.empty(), admission.enter(first));
        assertEquals(Optional.of("openflow:1 is observed already, by a connection from 192.0.2.1"),
            admission.enter(second));
        admission.leave(second, true);
        admission.observed(second, PORTS);
        assertTrue(events.isEmpty());
        admission.observed(first, PORTS);
        assertEquals("openflow:1 2=uplink:up-live", events.next());
    }

    @Test
    void aConnectionThatEndsBeforeItReportedAnythingIsNoLoss() {
        final var visitor = new Visitor(HOME);
        admission.enter(visitor);
        admission.leave(visitor, true);
        assertTrue(events.isEmpty());
    }

    @Test
    void ourOwnEndIsNotTheBridges() throws Exception {
        final var visitor = new Visitor(HOME);
        admission.enter(visitor);
        admission.observed(visitor, PORTS);
        events.next();
        admission.close();
        admission.leave(visitor, true);
        assertTrue(events.isEmpty());
    }

    @Test
    void anAddressThatIsForgottenBindsNobody() {
        admission.located(BRIDGE, Optional.of(HOME));
        admission.located(BRIDGE, Optional.empty());
        assertEquals(Optional.empty(), admission.enter(new Visitor(ELSEWHERE)));
    }
}
