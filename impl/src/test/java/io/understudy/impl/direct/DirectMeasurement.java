/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the way from a lost carrier or a killed Open vSwitch to what the direct port tells, and beside it the same
 * for a bare reader of a socket, which is as fast as it can be. Started by {@code scripts/measure-direct}.
 */
final class DirectMeasurement implements DirectListener {
    private static final Logger LOG = LoggerFactory.getLogger(DirectMeasurement.class);
    private static final int DIRECT_PORT = 16_654;
    private static final int BARE_PORT = 16_655;
    private static final int WARM_UP = 30;
    private static final int KILLS = 20;
    private static final long PATIENCE_SECONDS = 30;
    private static final double NANOS_PER_MILLI = 1e6;

    private final BlockingQueue<Sighting> observed = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sighting> bare = new LinkedBlockingQueue<>();

    private enum What { UP, DOWN, ENDED }

    private record Sighting(What what, long time) {
    }

    @Override
    public void observed(final BridgeId bridge, final PortDirectory directory, final DirectLink link) {
        final var uplink = directory.ports().get(1L);
        observed.add(new Sighting(uplink != null && uplink.up() ? What.UP : What.DOWN, System.nanoTime()));
    }

    @Override
    public void received(final BridgeId bridge, final FlowKind kind, final long port, final byte[] frame) {
        throw new AssertionError("no flow sends any");
    }

    @Override
    public void strayBarrier(final BridgeId bridge) {
        throw new AssertionError("all that it sends was asked for");
    }

    @Override
    public void unobserved(final BridgeId bridge, final boolean byBridge) {
        observed.add(new Sighting(What.ENDED, System.nanoTime()));
    }

    /**
     * Measures.
     *
     * @param arguments the folder of the switch, and how often
     */
    public static void main(final String... arguments) throws Exception {
        final var folder = Path.of(arguments[0]);
        final int runs = Integer.parseInt(arguments[1]);
        final var measurement = new DirectMeasurement();
        try (var port = DirectPort.open(DIRECT_PORT, 3000, new DirectAdmission(measurement));
                var listener = new ServerSocket(BARE_PORT)) {
            Thread.ofPlatform().daemon().start(() -> measurement.readBare(listener));
            LOG.info("port {}; ms, median / min / p90 / max (number)", port.number());
            measurement.carrier(runs);
            measurement.kill(folder);
        }
    }

    private void carrier(final int runs) throws Exception {
        await(observed, What.UP);
        await(bare, What.UP);
        final var direct = new long[runs];
        final var reading = new long[runs];
        final var process = new ProcessBuilder("ip", "-n", "obs-far", "-batch", "-").inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE).start();
        try (var commands = process.outputWriter()) {
            for (int run = -WARM_UP; run < runs; run++) {
                final long down = set(commands, "down");
                final long seen = await(observed, What.DOWN);
                final long read = await(bare, What.DOWN);
                if (run >= 0) {
                    direct[run] = seen - down;
                    reading[run] = read - down;
                }
                set(commands, "up");
                await(observed, What.UP);
                await(bare, What.UP);
            }
        }
        report("carrier lost, direct port", direct);
        report("carrier lost, bare socket", reading);
    }

    private static long set(final Writer commands, final String state) throws IOException {
        final long time = System.nanoTime();
        commands.write("link set dev far " + state + "\n");
        commands.flush();
        return time;
    }

    private void kill(final Path folder) throws Exception {
        final var direct = new long[KILLS];
        final var reading = new long[KILLS];
        for (int run = 0; run < KILLS; run++) {
            final long pid = Long.parseLong(Files.readString(folder.resolve("ovs-vswitchd.pid")).strip());
            final long killed = System.nanoTime();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            direct[run] = await(observed, What.ENDED) - killed;
            reading[run] = await(bare, What.ENDED) - killed;
            new ProcessBuilder(folder.resolve("start-switch").toString()).inheritIO().start().waitFor();
            await(observed, What.UP);
            await(bare, What.UP);
        }
        report("switch killed, direct port", direct);
        report("switch killed, bare socket", reading);
    }

    private static long await(final BlockingQueue<Sighting> sightings, final What what) throws InterruptedException {
        while (true) {
            final var sighting = sightings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (sighting == null) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            if (sighting.what() == what) {
                return sighting.time();
            }
        }
    }

    private void readBare(final ServerSocket listener) {
        while (true) {
            try (var socket = listener.accept()) {
                readBare(socket);
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
                bare.add(new Sighting(What.ENDED, System.nanoTime()));
            }
        }
    }

    private void readBare(final Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        final var input = new DataInputStream(socket.getInputStream());
        final var output = socket.getOutputStream();
        // HELLO, and a request for the ports' descriptions
        output.write(HexFormat.of().parseHex("0400000800000001" + "0412001000000002" + "000d000000000000"));
        while (true) {
            final var header = new byte[8];
            input.readFully(header);
            final var body = new byte[((header[2] & 0xff) << 8 | header[3] & 0xff) - header.length];
            input.readFully(body);
            final long time = System.nanoTime();
            if (header[1] == 12 || header[1] == 19) {
                for (int port = 8; port + 64 <= body.length; port += 64) {
                    if (body[port + 2] == 0 && body[port + 3] == 1) {
                        bare.add(new Sighting((body[port + 39] & 1) == 0 ? What.UP : What.DOWN, time));
                    }
                }
            } else if (header[1] == 2) {
                header[1] = 3;
                output.write(header);
                output.write(body);
            }
        }
    }

    private static void report(final String what, final long... nanos) {
        Arrays.sort(nanos);
        LOG.info("{}", String.format(Locale.ROOT, "%-30s %.2f / %.2f / %.2f / %.2f (%d)", what,
            nanos[nanos.length / 2] / NANOS_PER_MILLI, nanos[0] / NANOS_PER_MILLI,
            nanos[nanos.length * 9 / 10] / NANOS_PER_MILLI, nanos[nanos.length - 1] / NANOS_PER_MILLI, nanos.length));
    }
}
