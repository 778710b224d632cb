/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.BridgeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.projectfloodlight.openflow.protocol.OFEchoReply;
import org.projectfloodlight.openflow.protocol.OFEchoRequest;
import org.projectfloodlight.openflow.protocol.OFErrorMsg;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFeaturesRequest;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFPacketInReason;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortDescStatsRequest;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.types.DatapathId;
import org.projectfloodlight.openflow.types.OFAuxId;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.TableId;

/**
 * What a switch gets to see on the direct port, and what becomes of what it says.
 */
final class DirectPortTest {
    private static final int NEVER_IDLE = 3_600_000;

    private final DirectEvents events = new DirectEvents();
    private final DirectAdmission admission = new DirectAdmission(events);
    private DirectPort port;

    @BeforeEach
    void open() throws IOException {
        port = DirectPort.open(0, NEVER_IDLE, admission);
    }

    @AfterEach
    void close() {
        port.close();
    }

    private SwitchEnd switchEnd() throws IOException {
        return new SwitchEnd(port.number());
    }

    /** Proves that the port still serves. */
    private void expectService() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.connect(99, SwitchEnd.port(1, "alive"));
            assertEquals("openflow:99 1=alive:up", events.next());
        }
        assertEquals("openflow:99 ended", events.next());
    }

    @Test
    void wantsPortStatusInEveryRoleAndWhatFlowsSendAndNothingElseUnasked() throws Exception {
        try (var bridge = switchEnd()) {
            final var async = bridge.connect(1);
            assertEquals(List.of(2L, 0L, 7L, 7L, 0L, 0L), List.of(async.getPacketInMaskEqualMaster(),
                async.getPacketInMaskSlave(), async.getPortStatusMaskEqualMaster(), async.getPortStatusMaskSlave(),
                async.getFlowRemovedMaskEqualMaster(), async.getFlowRemovedMaskSlave()));
        }
    }

    @Test
    void reportsAllPortsThenEveryChangeThenTheEnd() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.connect(0xfedc_ba98_7654_3210L, SwitchEnd.port(1, "trunk", OFPortState.LIVE),
                SwitchEnd.port(2, "uplink", OFPortState.LINK_DOWN), SwitchEnd.shutDown(3, "peer"),
                SwitchEnd.port(-2, "br0", OFPortState.LIVE));
            final var name = "openflow:18364758544493064720 1=trunk:up-live ";
            assertEquals(name + "2=uplink:down 3=peer:down", events.next(), "without LOCAL");

            bridge.sendStatus(OFPortReason.MODIFY, SwitchEnd.port(2, "uplink", OFPortState.LIVE));
            assertEquals(name + "2=uplink:up-live 3=peer:down", events.next());
            bridge.sendStatus(OFPortReason.MODIFY, SwitchEnd.port(2, "uplink"));
            assertEquals(name + "2=uplink:up 3=peer:down", events.next());
            bridge.sendStatus(OFPortReason.DELETE, SwitchEnd.port(3, "peer"));
            assertEquals(name + "2=uplink:up", events.next());
            bridge.sendStatus(OFPortReason.ADD, SwitchEnd.port(9, "fifteen-letters", OFPortState.LIVE));
            assertEquals(name + "2=uplink:up 9=fifteen-letters:up-live", events.next());
        }
        assertEquals("openflow:18364758544493064720 ended", events.next());
        assertTrue(events.isEmpty());
    }

    @Test
    void waitsForTheLastPartOfALongDescription() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.identify(1);
            bridge.receive();
            final var request = bridge.receive(OFPortDescStatsRequest.class);
            bridge.describe(request, Set.of(OFStatsReplyFlags.REPLY_MORE), SwitchEnd.port(1, "first"));
            bridge.sendStatus(OFPortReason.MODIFY, SwitchEnd.port(1, "first", OFPortState.LINK_DOWN));
            bridge.describe(request, Set.of(), SwitchEnd.port(2, "second"));
            assertEquals("openflow:1 1=first:down 2=second:up", events.next());
        }
    }

    @Test
    void answersEchoesAndIgnoresWhatIsForOtherControllers() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.connect(1);
            events.next();
            final var data = "are you there".getBytes(StandardCharsets.US_ASCII);
            bridge.send(SwitchEnd.OPENFLOW.buildPacketIn().setBufferId(OFBufferId.NO_BUFFER)
                .setReason(OFPacketInReason.ACTION).setTableId(TableId.of(0))
                .setMatch(SwitchEnd.OPENFLOW.buildMatch().build()).setData(new byte[60]).build(),
                SwitchEnd.OPENFLOW.buildEchoRequest().setXid(77).setData(data).build());
            final var reply = bridge.receive(OFEchoReply.class);
            assertEquals(77, reply.getXid());
            assertArrayEquals(data, reply.getData());
            assertTrue(events.isEmpty());
        }
    }

    @Test
    void aConnectionThatFallsSilentIsAskedThenClosed() throws Exception {
        port.close();
        port = DirectPort.open(0, 300, admission);
        try (var bridge = switchEnd()) {
            bridge.connect(1, SwitchEnd.port(1, "trunk"));
            events.next();
            final var first = bridge.receive(OFEchoRequest.class);
            bridge.send(SwitchEnd.OPENFLOW.buildEchoReply().setXid(first.getXid()).build());
            bridge.receive(OFEchoRequest.class);
            bridge.expectEnd();
        }
        assertEquals("openflow:1 was given up", events.next());
    }

    @Test
    void aHalfOpenConnectionIsClosed() throws Exception {
        port.close();
        port = DirectPort.open(0, 300, admission);
        try (var silent = switchEnd(); var chatty = switchEnd()) {
            chatty.receive(OFHello.class);
            chatty.send(SwitchEnd.OPENFLOW.hello(List.of()));
            silent.expectEnd();
            chatty.expectEnd();
        }
        assertTrue(events.isEmpty());
    }

    @Test
    void aSecondConnectionOfTheSameBridgeIsClosedAndTheFirstOneStays() throws Exception {
        try (var first = switchEnd(); var second = switchEnd()) {
            first.connect(1, SwitchEnd.port(1, "trunk"));
            assertEquals("openflow:1 1=trunk:up", events.next());
            second.identify(1);
            second.expectEnd();
            first.sendStatus(OFPortReason.MODIFY, SwitchEnd.port(1, "trunk", OFPortState.LINK_DOWN));
            assertEquals("openflow:1 1=trunk:down", events.next());
        }
    }

    @Test
    void whoClaimsABridgeThatIsControlledFromElsewhereIsClosed() throws Exception {
        admission.located(new BridgeId(1), Optional.of(InetAddresses.forString("192.0.2.1")));
        try (var stranger = switchEnd()) {
            stranger.identify(1);
            stranger.expectEnd();
        }
        assertTrue(events.isEmpty());

        try (var early = switchEnd()) {
            early.connect(2);
            assertEquals("openflow:2", events.next());
            admission.located(new BridgeId(2), Optional.of(InetAddresses.forString("192.0.2.1")));
            early.expectEnd();
        }
        assertEquals("openflow:2 was given up", events.next());
    }

    @Test
    void aSwitchOfOpenFlow10IsToldSoAndClosed() throws Exception {
        try (var old = switchEnd()) {
            old.receive(OFHello.class);
            old.send(OFFactories.getFactory(OFVersion.OF_10).hello(List.of()));
            assertEquals(OFVersion.OF_10, old.receive(OFErrorMsg.class).getVersion());
            old.expectEnd();
        }
        expectService();
    }

    @Test
    void aSwitchThatSpeaksNewerVersionsTooIsWelcome() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.receive(OFHello.class);
            // version 6, and a bitmap of 1.0, 1.3 and 1.5
            final var hello = HexFormat.of().parseHex("0600001000000001" + "0001000800000052");
            bridge.sendBytes(hello, hello.length);
            bridge.receive(OFFeaturesRequest.class);
        }
    }

    @Test
    void anAuxiliaryConnectionIsClosed() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.receive(OFHello.class);
            bridge.send(SwitchEnd.OPENFLOW.hello(List.of()), SwitchEnd.OPENFLOW.buildFeaturesReply()
                .setDatapathId(DatapathId.of(1)).setAuxiliaryId(OFAuxId.of(1)).build());
            bridge.expectEnd();
        }
        expectService();
    }

    static Stream<Arguments> garbage() {
        return Stream.of(
            arguments("HTTP", "474554202f20485454502f312e310d0a0d0a"),
            arguments("TLS", "16030100c2010000be0303"),
            arguments("SSH", "5353482d322e302d4f70656e5353480d0a"),
            arguments("zeros", "00".repeat(64)),
            arguments("HELLO of length 0", "0400000000000001"),
            arguments("HELLO of length 7", "0400000700000001"),
            arguments("HELLO with an element of length 0", "0400001000000001" + "0002000000000000"),
            arguments("features before HELLO", "0406002000000001" + "00".repeat(24)),
            arguments("another version after HELLO", "0400000800000001" + "0102000800000002"),
            arguments("a type that does not exist", "0400000800000001" + "0463000800000002"),
            arguments("features that are cut off", "0400000800000001" + "0406001000000001" + "00".repeat(8)),
            arguments("error", "0400000800000001" + "0401000c00000001" + "00010006"),
            arguments("error that is cut off", "0400000800000001" + "0401000800000001"),
            arguments("status that is cut off", "0400000800000001" + "040c001000000001" + "00".repeat(8)),
            arguments("ports that are cut off", "0400000800000001" + "0406002000000001" + "0000000000000007"
                + "00".repeat(16) + "0413001800000003" + "000d000000000000" + "00".repeat(8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    void whatIsNotOpenFlow13IsClosedAndOthersAreServed(final String name, final String bytes) throws Exception {
        try (var stranger = switchEnd()) {
            final var garbage = HexFormat.of().parseHex(bytes);
            stranger.sendBytes(garbage, garbage.length);
            stranger.expectEnd();
        }
        expectService();
    }

    @Test
    void aBridgeWithTooManyPortsIsNotObserved() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.identify(1);
            bridge.receive();
            final var request = bridge.receive(OFPortDescStatsRequest.class);
            final var ports = new OFPortDesc[900];
            for (int part = 0; part < 5; part++) {
                final int first = 1 + part * ports.length;
                Arrays.setAll(ports, index -> SwitchEnd.port(first + index, "p" + (first + index)));
                bridge.describe(request, Set.of(OFStatsReplyFlags.REPLY_MORE), ports);
            }
            bridge.expectEnd();
        }
        expectService();
    }

    @Test
    void whoAsksForEchoesAndReadsNoneIsClosed() throws Exception {
        try (var greedy = switchEnd()) {
            greedy.receive(OFHello.class);
            greedy.send(SwitchEnd.OPENFLOW.hello(List.of()));
            final var echo = SwitchEnd.OPENFLOW.buildEchoRequest().setData(new byte[60_000]).build();
            assertThrows(IOException.class, () -> {
                while (true) {
                    greedy.send(echo);
                }
            });
        }
        expectService();
    }

    @Test
    void ourOwnEndIsNotReportedAsTheBridges() throws Exception {
        try (var bridge = switchEnd()) {
            bridge.connect(1);
            events.next();
            admission.close();
            port.close();
            bridge.expectEnd();
            assertTrue(events.isEmpty());
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        final int number = port.number();
        final var failure = assertThrows(IOException.class, () -> DirectPort.open(number, NEVER_IDLE, admission));
        assertTrue(failure.getMessage().contains("port " + number + " cannot be opened"), failure.getMessage());
        port.close();
        port = DirectPort.open(number, NEVER_IDLE, admission);
        expectService();
    }
}
