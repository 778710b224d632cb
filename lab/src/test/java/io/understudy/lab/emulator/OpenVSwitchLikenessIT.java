/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The emulated bridge tells the truth: given the same flows and the same frames by the same program,
 * {@code ovs-ofctl}, it reports the same and sends the same bytes out of the same ports as Open vSwitch.
 */
class OpenVSwitchLikenessIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final HexFormat HEX = HexFormat.of();
    private static final int PORTS = 3;
    private static final String A = "020000000001";
    private static final String B = "020000000002";
    private static final String HOST = "020000000101";
    private static final String ALL = "ffffffffffff";
    /** Where the type of a frame is, in hexadecimal digits. */
    private static final int TYPE = 24;
    private static final String REST = "00".repeat(46);
    /** Follows every frame on every port, so that it is known when nothing more can come. */
    private static final String SENTINEL = "0a0000000001" + "0a0000000002" + "88b7";

    private static final List<String> GROUPS = List.of(
        "group_id=1,type=all,bucket=set_field:02:00:00:00:01:01->eth_src,output:2,"
            + "bucket=push_vlan:0x8100,set_field:4103->vlan_vid,set_field:02:00:00:00:01:02->eth_src,output:2,"
            + "bucket=set_field:02:00:00:00:01:03->eth_src,set_field:02:00:00:00:01:03->arp_sha,output:3",
        "group_id=2,type=indirect,bucket=output:1,set_field:02:00:00:00:00:99->eth_dst",
        "group_id=4,type=all,bucket=set_field:02:00:00:00:04:01->eth_src,set_field:02:00:00:00:04:01->arp_sha,"
            + "set_field:10.4.0.1->arp_spa,set_field:10.4.0.1->arp_tpa,output:2,"
            + "bucket=push_vlan:0x8100,set_field:4103->vlan_vid,set_field:02:00:00:00:04:02->eth_src,"
            + "set_field:02:00:00:00:04:02->arp_sha,set_field:10.4.0.2->arp_spa,set_field:10.4.0.2->arp_tpa,output:3",
        "group_id=3,type=ff,bucket=watch_port:2,output:2,bucket=watch_port:3,output:3");

    private static final List<String> METERS = List.of("meter=1,pktps,burst,band=type=drop,rate=1000,burst_size=1000");

    private static final List<String> FLOWS = List.of(
        "cookie=0x5553010000000000,priority=400,in_port=3,icmp,dl_src=02:00:00:00:00:01,dl_dst=02:00:00:00:00:02,"
            + "nw_src=10.0.0.1,nw_dst=10.0.0.2,icmp_type=8,icmp_code=0,actions=set_field:02:00:00:00:00:02->eth_src,"
            + "set_field:02:00:00:00:00:01->eth_dst,set_field:10.0.0.2->ip_src,set_field:10.0.0.1->ip_dst,"
            + "set_field:0->icmp_type,in_port",
        "cookie=0x5553020000000000,priority=100,in_port=1,actions=goto_table:1",
        "cookie=0x5553020000000000,priority=100,in_port=2,actions=goto_table:1",
        "priority=0,actions=drop",
        "table=1,priority=100,vlan_tci=0x0000/0x1fff,dl_dst=02:00:00:00:01:01,actions=output:1,goto_table:2",
        "table=1,priority=100,dl_vlan=7,dl_dst=02:00:00:00:01:01,actions=output:3,pop_vlan,output:1,goto_table:2",
        "table=1,priority=50,dl_dst=02:00:00:00:02:00/ff:ff:ff:ff:ff:00,actions=group:2",
        "table=1,priority=40,dl_dst=02:00:00:00:03:00/ff:ff:ff:ff:ff:00,actions=group:3",
        "table=1,priority=30,udp,tp_dst=53,actions=set_field:10.9.9.9->ip_dst,set_field:5353->udp_dst,output:2",
        "table=1,priority=30,arp,arp_op=1,actions=set_field:02:00:00:00:00:77->arp_sha,set_field:10.1.1.1->arp_spa,"
            + "output:2,goto_table:2",
        "table=1,priority=20,dl_type=0x8035,actions=group:1",
        "table=1,priority=30,icmp6,icmp_type=136,actions=output:1,set_field:02:00:00:00:00:88->nd_tll,output:2,3",
        "table=1,priority=10,in_port=1,actions=output:2,output:3,goto_table:2",
        "table=1,priority=10,in_port=2,actions=output:1,output:2,goto_table:2",
        "table=2,priority=200,arp,actions=meter:1,CONTROLLER:65535",
        "table=2,priority=100,in_port=1,vlan_tci=0x0000/0x1fff,dl_src=02:00:00:00:00:01,actions=drop",
        "table=2,priority=10,actions=write_actions(set_field:02:00:00:00:00:66->eth_src,output:3),goto_table:3",
        "table=3,priority=1,dl_type=0x88b5,actions=clear_actions",
        "table=3,priority=0,actions=drop");

    @TempDir
    Path folder;

    private Lab lab;
    private EmulatedLab picture;
    private String emulated;
    private final List<FrameLog> logs = new ArrayList<>();
    private final List<PacketFile> files = new ArrayList<>();

    @BeforeEach
    void raise() throws IOException {
        final var topology = Topology.of(1).named("like").withController("127.0.0.1:9").withoutDirect();
        lab = Lab.up(topology);
        picture = EmulatedLab.up(topology);
        emulated = "tcp:127.0.0.1:" + picture.bridge(1).listen();
        for (int port = 1; port <= PORTS; port++) {
            final var log = new FrameLog(frame -> true);
            logs.add(log);
            final int number = port;
            picture.network().run(() -> {
                final var near = picture.bridge(1).port(number);
                near.link().other(near).watch(log);
            });
        }
        files.add(PacketFile.capture(topology.fabricNamespace(), topology.trunkSwitchPort(1), folder));
        files.add(PacketFile.capture(topology.fabricNamespace(), topology.uplinkSwitchPort(1), folder));
        files.add(PacketFile.capture(topology.bridgeNamespace(2), "peer", folder));
    }

    @AfterEach
    void remove() {
        files.forEach(PacketFile::close);
        picture.close();
        lab.close();
    }

    @Test
    void sameFlowsAndFramesGiveTheSameReportsAndTheSameFrames() {
        METERS.forEach(meter -> both("add-meter", meter));
        GROUPS.forEach(group -> both("add-group", group));
        FLOWS.forEach(flow -> both("add-flow", flow));
        assertSame("--no-stats", "dump-flows");
        assertSame("dump-groups");
        assertSame("dump-meters");

        final var frames = frames();
        for (var frame : frames) {
            for (int port = 1; port <= PORTS; port++) {
                both("packet-out", "in_port=" + port + ",packet=" + frame + ",actions=TABLE");
            }
            both("packet-out", "in_port=controller,packet=" + frame + ",actions=group:1,output:3");
            if (!frame.startsWith("8100", TYPE)) {
                // what is behind two tags only Open vSwitch changes, and only if it has added one of them
                both("packet-out", "in_port=controller,packet=" + frame + ",actions=group:4,output:1");
            }
        }
        both("packet-out", "in_port=controller,packet=" + SENTINEL + REST + ",actions=output:1,output:2,output:3");
        for (int port = 1; port <= PORTS; port++) {
            final int index = port - 1;
            Awaitility.await("the last frame at port " + port).atMost(SOON).until(() ->
                complete(realFrames(index)) && complete(emulatedFrames(index)));
            assertTrue(realFrames(index).size() > 1, "port " + port);
            assertEquals(realFrames(index), emulatedFrames(index), "what left by port " + port);
        }
        assertEquals(counted(real("dump-flows")), counted(emulated("dump-flows")));
        assertEquals(counted(real("dump-group-stats")), counted(emulated("dump-group-stats")));

        both("mod-flows", "table=1,dl_type=0x8035,actions=output:3");
        both("del-flows", "cookie=0x5553000000000000/0xffff000000000000");
        both("del-flows", "table=2,out_port=controller");
        both("del-groups", "group_id=2");
        assertSame("--no-stats", "dump-flows");
        assertSame("dump-groups");
    }

    @Test
    void theSameIsRefused() {
        final var errors = List.of(
            List.of("add-group", "group_id=1,type=all,bucket=output:2"),
            List.of("add-flow", "actions=group:9"),
            List.of("add-flow", "actions=meter:9,output:1"),
            List.of("mod-group", "group_id=8,type=all,bucket=output:2"),
            List.of("add-flow", "check_overlap,priority=7,in_port=1,actions=drop"),
            List.of("add-meter", "meter=1,pktps,band=type=drop,rate=1"),
            List.of("packet-out", "in_port=1,packet=" + ALL + A + "88b5" + REST + ",actions=group:9"));
        both("add-group", "group_id=1,type=all,bucket=output:2");
        both("add-meter", "meter=1,pktps,band=type=drop,rate=1");
        both("add-flow", "priority=7,dl_dst=02:00:00:00:00:01,actions=drop");
        for (var words : errors) {
            final var real = assertThrows(LabException.class, () -> real(words.toArray(String[]::new)));
            final var ours = assertThrows(LabException.class, () -> emulated(words.toArray(String[]::new)));
            assertEquals(errorOf(real), errorOf(ours), words.toString());
        }
    }

    private static List<String> frames() {
        final var arp = "0806" + "0001080006040001" + A + "0a000001" + "000000000000" + "0a000002" + "00".repeat(18);
        final var icmp = "0800" + "45000020000140004001" + "26da" + "0a0000010a000002" + "0800" + "1bd0" + "12340001"
            + "cafe" + "0000";
        final var udp = "0800" + "45000020000140004011" + "26ca" + "0a0000010a000002" + "30390035000c" + "1c25"
            + "cafebabe";
        final var advertisement = "86dd" + "60000000" + "0020" + "3aff" + "fe800000000000000000000000000001"
            + "ff020000000000000000000000000001" + "8800" + "58cd" + "20000000" + "fe800000000000000000000000000001"
            + "0201" + A;
        final var rarp = "8035" + "0001080006040003" + A + "00000000" + A + "00000000" + "00".repeat(18);
        return List.of(ALL + A + "88b5" + REST, ALL + B + "88b6" + REST, HOST + B + "88b6" + REST,
            HOST + A + "81000007" + "88b6" + REST, HOST + A + "81006008" + "88b6" + REST, ALL + A + arp,
            ALL + A + "81000007" + arp, B + A + icmp, HOST + A + icmp, "020000000055" + A + udp,
            "333300000001" + A + advertisement, ALL + A + rarp, ALL + B + "81000005" + rarp,
            "020000000211" + A + "88b6" + REST, "020000000311" + A + "88b6" + REST);
    }

    private void both(final String... words) {
        real(words);
        emulated(words);
    }

    private void assertSame(final String... words) {
        final var real = lines(real(words));
        assertFalse(real.isEmpty());
        assertEquals(real, lines(emulated(words)), String.join(" ", words));
    }

    private static List<String> lines(final String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("NXST")
            && !line.startsWith("OFPST")).sorted().toList();
    }

    /** Without what depends on the time. */
    private static List<String> counted(final String text) {
        return lines(text.replaceAll("duration=[0-9.]+s, ?", "").replaceAll(",?ref_count=\\d+", ""));
    }

    private static String errorOf(final LabException refused) {
        final var matcher = Pattern.compile("OFP[A-Z]+_[A-Z_]+").matcher(refused.getMessage());
        assertTrue(matcher.find(), refused.getMessage());
        return matcher.group();
    }

    private String real(final String... words) {
        return lab.openFlow(1, words);
    }

    private String emulated(final String... words) {
        final var command = new ArrayList<String>(List.of("ovs-ofctl", "-O", "OpenFlow13", "--timeout=10"));
        boolean named = false;
        for (var word : words) {
            command.add(word);
            if (!named && !word.startsWith("-")) {
                command.add(emulated);
                named = true;
            }
        }
        return ChildProcesses.run(command, SOON);
    }

    private List<String> realFrames(final int index) {
        return files.get(index).frames().stream().map(HEX::formatHex).toList();
    }

    private List<String> emulatedFrames(final int index) {
        return logs.get(index).entries().stream().map(entry -> HEX.formatHex(entry.frame())).toList();
    }

    private static boolean complete(final List<String> frames) {
        return frames.stream().anyMatch(frame -> frame.startsWith(SENTINEL));
    }
}
