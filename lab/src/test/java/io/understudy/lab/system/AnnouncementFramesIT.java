/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.capture.Recording;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.FrameInjector;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What leaves a real bridge to announce its hosts, as tshark reads it: for hosts of every kind, by every method, each
 * frame is compared field by field with what the RFCs say.
 */
@ExtendWith(Distribution.class)
class AnnouncementFramesIT {
    private static final int ROUNDS = 5;
    private static final Duration SPEAK_AGAIN_AFTER = Duration.ofSeconds(5);
    /** Of the testbed's local hosts and of the guests, and of nobody else. */
    private static final String FROM_HOSTS = "ether[6:2] = 0x0200";
    private static final String INET6_TARGET = "fd77::ff:1";
    /** Longer than the test of the first round looks at it, ms. */
    private static final int LONG = 60_000;
    /** So many that each bridge has several groups. */
    private static final int MANY = 1000;
    /** So few speak at a time that no buffer on their way overflows. */
    private static final int PORTION = 100;
    private static final Pattern BUCKET = Pattern.compile("bucket\\d+:packet_count=(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void everyFrameOfEveryHostIsAsTheStandardsSay() {
        try (var rig = Rig.up(configuration -> configuration.with("announcement", "rounds", ROUNDS)
                .with("replication", "interval", 0))) {
            final var guests = guests();
            learn(rig, guests);
            final var hosts = new ArrayList<>(guests);
            for (int number = 1; number <= rig.topology.hosts(); number++) {
                final var host = rig.topology.localHost(number);
                hosts.add(Guest.of(0, host.mac(), host.address()));
            }
            int bridge = 1;
            for (var method : List.of("rarp", "garp", "both")) {
                bridge = 3 - bridge;
                check(rig, method, bridge, hosts);
            }
        }
    }

    @Test
    void theFirstRoundIsByGroupsAsFarAsTheyCanSayIt() {
        try (var rig = Rig.up(configuration -> configuration.with("announcement", "method", "garp")
                .with("announcement", "rounds", 2).with("announcement", "initial-delay", LONG)
                .with("announcement", "max-delay", LONG).with("replication", "interval", 0)
                .with("learning", "punt-rate", 100 * MANY));
            var injector = FrameInjector.start(rig.topology.localHost(1).namespace())) {
            final var guests = guests();
            learn(rig, guests);
            final var many = Topology.of(MANY);
            for (int last = PORTION; last <= MANY; last += PORTION) {
                rig.hear(injector, many, Math.max(last - PORTION, rig.topology.hosts()) + 1, last,
                    guests.size() + last);
            }
            final var hosts = new ArrayList<>(guests);
            for (int number = 1; number <= MANY; number++) {
                hosts.add(Guest.of(0, many.localHost(number).mac(), many.localHost(number).address()));
            }
            checkFirstRound(rig, "garp", 2, hosts);
            rig.group.set("announcement", "method", new JsonPrimitive("rarp"));
            checkFirstRound(rig, "rarp", 1, hosts);

            final var silent = guests.getFirst();
            final var speaking = Guest.of(silent.vlan(), silent.mac(), "10.77.249.1");
            learn(rig, List.of(speaking));
            hosts.set(0, speaking);
            rig.group.set("announcement", "method", new JsonPrimitive("garp"));
            checkFirstRound(rig, "garp", 2, hosts);
        }
    }

    @Test
    void theReaderTellsWhatIsWrongWithAFrame() {
        final var guest = Guest.of(7, "02:00:00:77:00:01", "fd77::7:1");
        final var right = guest.frames("10.77.255.1", INET6_TARGET).get(0);
        final var wrong = right.clone();
        wrong[wrong.length - 1] ^= 1;
        final var cut = Arrays.copyOf(right, right.length - 4);
        final var file = folder.resolve("frames.pcap");
        Recording.write(file, List.of(right, wrong, cut));
        final var frames = Recording.decode(file);
        assertEquals("1", frames.get(0).get("icmpv6.checksum.status"));
        assertEquals(null, frames.get(0).get("_ws.expert.message"));
        assertTrue(frames.get(1).get("_ws.expert.message").contains("Bad checksum"), frames.get(1).toString());
        assertTrue(frames.get(2).containsKey("_ws.expert.message"), frames.get(2).toString());
    }

    /** Every VLAN has a host of every kind; the MAC address of the last one is that of another host elsewhere. */
    private static List<Guest> guests() {
        final var guests = new ArrayList<Guest>();
        final var vlans = List.of(0, 1, 100, 4094);
        for (int index = 0; index < vlans.size(); index++) {
            final int vlan = vlans.get(index);
            final var mac = String.format(Locale.ROOT, "02:00:00:77:%02x:", index);
            final var inet4 = "10.77.2" + index + "0.";
            final var inet6 = "fd77::" + (index + 1) + ":";
            guests.add(Guest.of(vlan, mac + "01"));
            guests.add(Guest.of(vlan, mac + "02", inet4 + "2"));
            guests.add(Guest.of(vlan, mac + "03", inet6 + "3"));
            guests.add(Guest.of(vlan, mac + "04", inet4 + "4", "fe80::" + (index + 1) + ":4", inet6 + "4",
                inet4 + "5"));
        }
        guests.add(Guest.of(200, "02:00:00:77:00:02", "10.77.250.2", "fd77::250:2"));
        return guests;
    }

    private static void check(final Rig rig, final String method, final int bridge, final List<Guest> hosts) {
        rig.group.set("announcement", "method", new JsonPrimitive(method));
        awaitGroups(rig, method, bridge, hosts);
        rig.awaitProtected();
        try (var recording = Recording.start(rig.topology.fabricNamespace(), rig.topology.uplinkSwitchPort(bridge),
                FROM_HOSTS)) {
            final long before = bursts(rig, bridge);
            rig.group.switchover(rig.topology.nodeId(bridge), "test");
            rig.awaitAnnounced(bridge);
            // A burst by groups stands for the first round of RARP.
            final int least = method.equals("rarp") ? ROUNDS - 1 : ROUNDS;
            final var expected = hosts.stream().flatMap(host -> DecodedAnnouncement.exact(host, method).stream())
                .toList();
            final var frames = counted(recording.await(least + " rounds of " + method, seen -> {
                final var counts = counted(seen);
                return expected.stream().allMatch(frame -> counts.getOrDefault(frame, 0L) >= least);
            }));
            // On a busy machine a probe may be answered late; then all are announced again, from the first round on.
            final long most = Math.max(1, bursts(rig, bridge) - before) * ROUNDS;
            final var checks = new ArrayList<Executable>();
            for (var host : hosts) {
                DecodedAnnouncement.exact(host, method).forEach(frame -> checks.add(() -> {
                    final long count = frames.getOrDefault(frame, 0L);
                    assertTrue(count >= least && count <= most,
                        () -> method + ": " + count + " times " + frame + "\nof that sender there are "
                            + ofSender(frames, host));
                }));
            }
            final var allowed = allowed(hosts, method);
            checks.add(() -> assertEquals(Set.of(), frames.keySet().stream().filter(frame -> !allowed.contains(frame))
                .collect(Collectors.toSet()), method + ": frames that are not as they should be"));
            assertAll(checks);
        }
    }

    /** Waits until the groups of a bridge are as the method wants them; garp leaves out who has no IPv4 address. */
    private static long awaitGroups(final Rig rig, final String method, final int bridge, final List<Guest> hosts) {
        final long grouped = hosts.stream().filter(host -> !method.equals("garp") || hasInet4(host)).count();
        rig.group.await(grouped + " hosts in groups by " + method, state -> state.bridge(rig.topology.nodeId(bridge))
            .getAsJsonObject("announcement-groups").get("hosts").getAsLong() == grouped, Rig.PATIENCE);
        return grouped;
    }

    private static void checkFirstRound(final Rig rig, final String method, final int bridge,
            final List<Guest> hosts) {
        final boolean rarp = method.equals("rarp");
        final var node = rig.topology.nodeId(bridge);
        final long grouped = awaitGroups(rig, method, bridge, hosts);
        rig.awaitProtected();
        final var expected = hosts.stream().flatMap(host -> rarp ? Stream.of(DecodedAnnouncement.burst(host))
            : DecodedAnnouncement.exact(host, method).stream()).toList();
        try (var recording = Recording.start(rig.topology.fabricNamespace(), rig.topology.uplinkSwitchPort(bridge),
                FROM_HOSTS)) {
            rig.group.switchover(node, "test");
            // A probe that had been without an answer, and is answered now, has all announced again from the first
            // group on: then the buckets of the last groups count fewer bursts than those of the first.
            final var seen = recording.await("all hosts by " + method, frames -> {
                final long least = Collections.min(groupCounts(rig, bridge, grouped));
                final var counts = counted(frames);
                return least > 0 && expected.stream().allMatch(frame -> counts.getOrDefault(frame, 0L) >= least);
            });
            final long most = Collections.max(groupCounts(rig, bridge, grouped));
            final var wanted = Set.copyOf(expected);
            assertEquals(Map.of(), counted(seen).entrySet().stream()
                .filter(frame -> !wanted.contains(frame.getKey()) || frame.getValue() > most)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                method + ": what left and should not have, or more often than " + most + " times");
        }
    }

    /** How often each of so many buckets has sent a frame. */
    private static List<Integer> groupCounts(final Rig rig, final int bridge, final long buckets) {
        final var counts = bucketCounts(rig, bridge);
        assertEquals(buckets, counts.size(), "buckets");
        return counts;
    }

    /** How often the groups of a bridge have announced all their hosts. */
    private static long bursts(final Rig rig, final int bridge) {
        return bucketCounts(rig, bridge).stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static List<Integer> bucketCounts(final Rig rig, final int bridge) {
        return BUCKET.matcher(rig.lab.openFlow(bridge, "dump-group-stats")).results()
            .map(bucket -> Integer.valueOf(bucket.group(1))).toList();
    }

    private static boolean hasInet4(final Guest host) {
        return host.addresses().stream().anyMatch(Inet4Address.class::isInstance);
    }

    private static Map<Map<String, String>, Long> counted(final List<Map<String, String>> frames) {
        return frames.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Set<Map<String, String>> allowed(final List<Guest> hosts, final String method) {
        final var allowed = new HashSet<Map<String, String>>();
        for (var host : hosts) {
            allowed.addAll(DecodedAnnouncement.exact(host, method));
            if (!method.equals("garp")) {
                allowed.add(DecodedAnnouncement.burst(host));
            }
        }
        return allowed;
    }

    private static String ofSender(final Map<Map<String, String>, Long> frames, final Guest host) {
        return frames.entrySet().stream().filter(entry -> host.mac().equals(entry.getKey().get("eth.src")))
            .map(entry -> entry.getValue() + " times " + entry.getKey()).collect(Collectors.joining("\n"));
    }

    /** Lets the guests speak until they are known with all their addresses. */
    private static void learn(final Rig rig, final List<Guest> guests) {
        Rig.speakUntil("guests are known",
            () -> guests.forEach(guest -> guest.speak(rig.topology.localHost(1).namespace(),
                rig.topology.outsideHost(1).address(), INET6_TARGET)),
            () -> rig.group.await("guests", state -> known(state).containsAll(guests.stream()
                .map(AnnouncementFramesIT::key).toList()), SPEAK_AGAIN_AFTER));
    }

    private static Set<String> known(final GroupState state) {
        return state.hosts().stream().map(AnnouncementFramesIT::key).collect(Collectors.toSet());
    }

    private static String key(final Guest guest) {
        return guest.vlan() + " " + guest.mac() + " " + guest.addresses().stream().map(InetAddress::getHostAddress)
            .sorted().toList();
    }

    private static String key(final JsonObject host) {
        final var addresses = new ArrayList<String>();
        if (host.has("ip-address")) {
            host.getAsJsonArray("ip-address").forEach(address ->
                addresses.add(Guest.address(address.getAsString()).getHostAddress()));
        }
        return host.get("vlan-id").getAsInt() + " " + host.get("mac").getAsString() + " "
            + addresses.stream().sorted().toList();
    }
}
