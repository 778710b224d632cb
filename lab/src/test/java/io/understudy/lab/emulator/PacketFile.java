/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The bytes of all frames that come in at an interface, by a file of tcpdump's.
 */
final class PacketFile implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int FILE_HEADER = 24;
    private static final int LENGTH_OFFSET = 8;
    private static final int RECORD_HEADER = 16;

    private final Process process;
    private final Path file;

    private PacketFile(final Process process, final Path file) {
        this.process = requireNonNull(process);
        this.file = requireNonNull(file);
    }

    static PacketFile capture(final String namespace, final String networkInterface, final Path folder) {
        final var file = folder.resolve(networkInterface + ".pcap");
        final var capture = new PacketFile(ChildProcesses.start(new ProcessBuilder(Lab.inNamespace(namespace,
            List.of("tcpdump", "-Z", "root", "-U", "--immediate-mode", "-n", "-i", networkInterface, "-Q", "in", "-w",
                file.toString()))).redirectError(folder.resolve(networkInterface + ".log").toFile())), file);
        Awaitility.await("capture at " + networkInterface).atMost(SOON)
            .until(() -> Files.exists(file) && Files.size(file) >= FILE_HEADER);
        return capture;
    }

    List<byte[]> frames() {
        try {
            final var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
            final var frames = new ArrayList<byte[]>();
            int at = FILE_HEADER;
            while (at + RECORD_HEADER <= bytes.limit()
                    && at + RECORD_HEADER + bytes.getInt(at + LENGTH_OFFSET) <= bytes.limit()) {
                final var frame = new byte[bytes.getInt(at + LENGTH_OFFSET)];
                bytes.get(at + RECORD_HEADER, frame);
                frames.add(frame);
                at += RECORD_HEADER + frame.length;
            }
            return frames;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ChildProcesses.end(process);
    }
}
