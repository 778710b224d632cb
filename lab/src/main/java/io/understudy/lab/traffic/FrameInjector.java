/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.emulator.Frames;
import io.understudy.lab.testbed.AgentProcess;
import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Lets one host of the lab send frames of many others, as a host does that has bridged guests of its own. A process in
 * the host's namespace sends each frame as a datagram to {@code socat}, which puts it on the wire as it is.
 */
public final class FrameInjector implements AutoCloseable {
    private static final int PORT = 7753;
    private static final int RECEIVE_BUFFER = 8 << 20;
    /** So that no buffer on the way overflows: 50,000 frames a second. */
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int FRAMES_AT_ONCE = 50;

    private final Process relay;
    private final AgentProcess agent;

    private FrameInjector(final Process relay, final AgentProcess agent) {
        this.relay = requireNonNull(relay);
        this.agent = requireNonNull(agent);
    }

    /**
     * Starts it.
     *
     * @param namespace namespace of the host that sends the frames
     * @return the injector
     * @throws LabException if it does not start
     */
    public static FrameInjector start(final String namespace) {
        final var relay = ChildProcesses.start(new ProcessBuilder(Lab.inNamespace(namespace, List.of("socat", "-u",
            "UDP-RECV:" + PORT + ",bind=127.0.0.1,rcvbuf=" + RECEIVE_BUFFER, "INTERFACE:" + Host.INTERFACE)))
            .redirectError(ProcessBuilder.Redirect.INHERIT));
        return new FrameInjector(relay, AgentProcess.start("The frame injector", Lab.inNamespace(namespace, List.of()),
            List.of("-XX:+UseSerialGC", "-Xmx64m"), FrameInjector.class, List.of()));
    }

    /**
     * Lets hosts send an ARP request, all at once.
     *
     * @param topology the hosts' addresses
     * @param first the first of them, counted from 1
     * @param last the last of them
     * @param target the address that they ask for
     */
    public void ask(final Topology topology, final int first, final int last, final String target) {
        if (!relay.isAlive()) {
            throw new LabException("The frame injector's socat has ended");
        }
        agent.ask("ask", first, last, topology.hosts(), target);
    }

    /**
     * Sends frames again and again, one after the other, until it is closed.
     *
     * @param frames the frames, from their destination address on
     * @param pauseMillis between two frames, ms
     */
    public void repeat(final List<byte[]> frames, final int pauseMillis) {
        agent.ask("repeat", pauseMillis, frames.stream().map(HexFormat.of()::formatHex)
            .collect(Collectors.joining(",")));
    }

    @Override
    public void close() {
        agent.close();
        ChildProcesses.end(relay);
    }

    /**
     * Runs the process in the namespace: takes {@code ask FIRST LAST HOSTS TARGET} and {@code repeat PAUSE FRAMES} as
     * lines.
     *
     * @param args none
     * @throws IOException if standard input cannot be read
     */
    public static void main(final String[] args) throws IOException {
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var output = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            var socket = new DatagramSocket()) {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                final var words = line.split(" ");
                if (words[0].equals("repeat")) {
                    Thread.ofPlatform().daemon().start(() -> sendOnAndOn(socket, Integer.parseInt(words[1]),
                        Arrays.stream(words[2].split(",")).map(HexFormat.of()::parseHex).toList()));
                } else {
                    send(socket, Topology.of(Integer.parseInt(words[3])), Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]), words[4]);
                }
                output.println("{}");
            }
        }
    }

    private static void sendOnAndOn(final DatagramSocket socket, final int pauseMillis, final List<byte[]> frames) {
        try {
            for (int count = 0; !socket.isClosed(); count = (count + 1) % frames.size()) {
                final var frame = frames.get(count);
                socket.send(new DatagramPacket(frame, frame.length, InetAddress.getLoopbackAddress(), PORT));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(final DatagramSocket socket, final Topology topology, final int first, final int last,
            final String target) throws IOException {
        final var loopback = InetAddress.getLoopbackAddress();
        for (int number = first; number <= last; number++) {
            final var host = topology.localHost(number);
            final var frame = Frames.arpRequest(host.mac(), host.address(), target);
            socket.send(new DatagramPacket(frame, frame.length, loopback, PORT));
            if (number % FRAMES_AT_ONCE == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
