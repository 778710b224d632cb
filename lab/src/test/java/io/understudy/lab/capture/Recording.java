/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.capture;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * The frames that come in at an interface, recorded by tcpdump and taken apart by tshark: what somebody else reads in
 * them, who shares no code with us.
 */
public final class Recording implements AutoCloseable {
    /** What is read. Together the fields of a frame cover every byte of it, up to the checksums, which are judged. */
    private static final List<String> FIELDS = List.of("frame.len", "frame.protocols",
        "eth.dst", "eth.src", "eth.type", "eth.padding", "eth.trailer", "eth.fcs",
        "vlan.priority", "vlan.dei", "vlan.id", "vlan.etype", "vlan.trailer",
        "arp.hw.type", "arp.proto.type", "arp.hw.size", "arp.proto.size", "arp.opcode", "arp.src.hw_mac",
        "arp.src.proto_ipv4", "arp.dst.hw_mac", "arp.dst.proto_ipv4", "arp.isgratuitous",
        "ipv6.version", "ipv6.tclass", "ipv6.flow", "ipv6.plen", "ipv6.nxt", "ipv6.hlim", "ipv6.src", "ipv6.dst",
        "icmpv6.type", "icmpv6.code", "icmpv6.checksum.status", "icmpv6.nd.na.flag", "icmpv6.nd.na.target_address",
        "icmpv6.opt.type", "icmpv6.opt.length", "icmpv6.opt.linkaddr", "icmpv6.data",
        "_ws.expert.message", "_ws.malformed");
    private static final Set<String> BYTES = Set.of("eth.padding", "eth.trailer", "vlan.trailer", "icmpv6.data");
    private static final String SEPARATOR = "|";
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int LONGEST = 65_535;
    private static final int LINK_ETHERNET = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** By default there is room for some tens of frames, and a burst is of thousands. */
    private static final String BUFFER_KIBIBYTES = "32768";
    private static final String LONGEST_RECORDED = "2048";
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path folder;
    private final Process process;
    private final String place;

    private Recording(final Path folder, final Process process, final String place) {
        this.folder = requireNonNull(folder);
        this.process = requireNonNull(process);
        this.place = requireNonNull(place);
    }

    /**
     * Starts to record.
     *
     * @param namespace network namespace of the interface
     * @param networkInterface the interface
     * @param filter what to record, as {@code pcap-filter(7)} describes
     * @return the recording, already at work
     * @throws org.awaitility.core.ConditionTimeoutException if tcpdump does not start
     */
    public static Recording start(final String namespace, final String networkInterface, final String filter) {
        try {
            final var folder = Files.createTempDirectory("understudy-recording");
            final var command = Lab.inNamespace(namespace, List.of("tcpdump", "-n", "-U", "--immediate-mode", "-B",
                BUFFER_KIBIBYTES, "-s", LONGEST_RECORDED, "-w", "-", "-i", networkInterface, "-Q", "in", filter));
            final var messages = folder.resolve("messages").toFile();
            final var process = ChildProcesses.start(new ProcessBuilder(command).redirectError(messages)
                .redirectOutput(file(folder).toFile()));
            final var recording = new Recording(folder, process, namespace + " " + networkInterface);
            Awaitility.await("tcpdump listens at " + recording.place).pollInterval(POLL).atMost(PATIENCE)
                .until(() -> Files.readString(messages.toPath()).contains("listening on"));
            return recording;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes frames apart.
     *
     * @param capture a file in the format of libpcap
     * @return of each frame, in the order they came, the fields that it has, by the names of tshark; fields that a
     *     frame has more than once are separated by commas
     * @throws LabException if the file ends within a frame, or cannot be read
     */
    public static List<Map<String, String>> decode(final Path capture) {
        final var command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-T", "fields", "-E",
            "separator=" + SEPARATOR));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        return ChildProcesses.run(command, PATIENCE).lines().map(Recording::fields).toList();
    }

    /**
     * Writes frames into a file, as if they had been recorded.
     *
     * @param capture the file
     * @param frames the frames
     */
    public static void write(final Path capture, final List<byte[]> frames) {
        final var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(24).putInt(MAGIC).putShort((short) 2).putShort((short) 4).position(16)
            .putInt(LONGEST).putInt(LINK_ETHERNET).array());
        frames.forEach(frame -> bytes.writeBytes(ByteBuffer.allocate(16 + frame.length).position(8)
            .putInt(frame.length).putInt(frame.length).put(frame).array()));
        try {
            Files.write(capture, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until what was recorded is as wanted.
     *
     * @param what what is awaited, in words, for the message
     * @param wanted tells whether the frames, taken apart as by {@link #decode}, are as wanted
     * @return the frames
     * @throws org.awaitility.core.ConditionTimeoutException if they do not become so
     */
    public List<Map<String, String>> await(final String what, final Predicate<List<Map<String, String>>> wanted) {
        // A frame that is just being written makes tshark fail.
        return Awaitility.await(what + " at " + place).pollDelay(Duration.ZERO).pollInterval(POLL).atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(LabException.class).until(() -> decode(file(folder)), wanted);
    }

    /**
     * Tells what was recorded so far.
     *
     * @return the frames, taken apart as by {@link #decode}
     */
    public List<Map<String, String>> frames() {
        return await("what was recorded", frames -> true);
    }

    @Override
    public void close() {
        ChildProcesses.end(process);
        try {
            for (var file : List.of(file(folder), folder.resolve("messages"), folder)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(final Path folder) {
        return folder.resolve("frames.pcap");
    }

    private static Map<String, String> fields(final String line) {
        final var values = line.split("\\" + SEPARATOR, -1);
        final var fields = new TreeMap<String, String>();
        for (int number = 0; number < FIELDS.size(); number++) {
            if (!values[number].isEmpty()) {
                final var field = FIELDS.get(number);
                // Versions of tshark differ in whether they write colons between bytes.
                fields.put(field, BYTES.contains(field) ? values[number].replace(":", "") : values[number]);
            }
        }
        return fields;
    }
}
