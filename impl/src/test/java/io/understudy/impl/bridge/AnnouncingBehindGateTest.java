/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.AnnouncementGroupMods;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.BridgePorts;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflow.RecordedLink;
import io.understudy.impl.openflow.RecordedRequests;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.common.RpcResult;

/**
 * An announcement may follow the gate before that is confirmed, if both go by the same connection.
 */
final class AnnouncingBehindGateTest {
    private static final GroupConfiguration GROUP = SampleGroups.group("a", 1, 2, 1);
    private static final Pipeline PIPELINE =
        new Pipeline(GROUP, Side.PREFERRED, new BridgePorts(2, ImmutableList.of(1L), 3), 0);
    private static final Optional<Burst> BURST = Optional.of(new Burst(1, ImmutableSet.of()));

    private final SettableFuture<RpcResult<?>> confirmation = SettableFuture.create();
    private final RecordedLink link = new RecordedLink();
    private final OpenFlowBridge bridge = new OpenFlowBridge(GROUP, Side.PREFERRED,
        new BridgeClient(GROUP.bridges().preferred().id(), new RecordedRequests(confirmation)), 0,
        new RecordedAnswers().mailbox());

    @BeforeEach
    void program() {
        program(1);
    }

    private void program(final int hosts) {
        bridge.resolve(SampleGroups.ports(true));
        bridge.program(1, new InstalledState(false, Optional.empty()), 1000,
            IntStream.rangeClosed(1, hosts).mapToObj(number -> Host.firstSeen(
                new HostKey(0, new MacAddress(0x0200_0000_0000L + number)), Location.trunk(1), 0)).toList());
    }

    /** The groups are written by a connection. */
    private void write(final RecordedLink on) {
        bridge.linked(Optional.of(on));
        while (!on.exchanges.isEmpty()) {
            final var exchange = on.exchanges.remove();
            if (!isWarmUp(exchange)) {
                exchange.answer().set(null);
            }
        }
    }

    private static boolean isWarmUp(final RecordedLink.Exchange exchange) {
        return Arrays.equals(PIPELINE.directWarmUp().getFirst(), exchange.messages());
    }

    @Test
    void itFollowsByTheSameConnection() throws Exception {
        write(link);
        bridge.openGate(5);
        assertEquals(BURST, bridge.burstBehindGate());
        assertArrayEquals(PIPELINE.openGate(), link.exchanges.take().messages());
        assertArrayEquals(AnnouncementGroupMods.burst(0, RarpAnnouncement.template()),
            link.exchanges.take().messages());
    }

    @Test
    void notWhereTheGateIsChangedByTheFirstConnection() {
        bridge.openGate(5);
        write(link);
        assertEquals(Optional.empty(), bridge.burstBehindGate());
        bridge.openGate(6);
        assertEquals(Optional.empty(), bridge.burstBehindGate(), "the first one is not confirmed yet");
        assertEquals(BURST, bridge.burst());
    }

    @Test
    void notWhereTheFirstFramesWouldWaitForManyHosts() {
        program(65);
        write(link);
        bridge.openGate(5);
        assertEquals(Optional.empty(), bridge.burstBehindGate());
        assertEquals(65, bridge.burst().orElseThrow().hosts());
    }

    @Test
    void notByAnotherConnectionThanTheGate() {
        write(link);
        bridge.openGate(5);
        write(new RecordedLink());
        assertEquals(Optional.empty(), bridge.burstBehindGate());
    }
}
