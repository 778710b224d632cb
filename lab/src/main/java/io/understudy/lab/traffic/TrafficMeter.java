/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import io.understudy.lab.testbed.AgentProcess;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Measures what a fault does to traffic: numbered datagrams both ways, at a rate that shows every millisecond.
 *
 * <p>Several measurements may follow each other: {@link #begin}, the fault, {@link #awaitFlowing}, {@link #end}. Let
 * the hosts speak first ({@link Lab#speak}), for a switch must know where they are.
 */
public final class TrafficMeter implements AutoCloseable {
    /** A stream flows as long as what was sent this long ago, or three periods ago, has arrived. */
    private static final long FLOWING_WITHIN_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration DRAIN = Duration.ofMillis(300);

    private final Gson gson = new Gson();
    private final Topology topology;
    private final Map<String, AgentProcess> agents = new HashMap<>();
    private int run;
    private int rate;
    private boolean sending;

    private TrafficMeter(final Topology topology) {
        this.topology = requireNonNull(topology);
    }

    /**
     * Starts the meter; it sends nothing yet.
     *
     * @param lab where; it must have two local hosts at least
     * @return the meter
     */
    public static TrafficMeter start(final Lab lab) {
        final var meter = new TrafficMeter(lab.topology());
        try {
            for (var stream : Stream.values()) {
                meter.agents.computeIfAbsent(stream.from(meter.topology).namespace(), TrafficMeter::startAgent);
                meter.agents.computeIfAbsent(stream.to(meter.topology).namespace(), TrafficMeter::startAgent);
            }
            // All start at once; the answer tells that one is ready.
            meter.agents.values().forEach(agent -> agent.ask("reset"));
            return meter;
        } catch (LabException | IllegalArgumentException e) {
            meter.close();
            throw e;
        }
    }

    /**
     * Begins a measurement: all streams are sent from now on.
     *
     * @param framesPerSecond rate of each unicast stream, 1 to 10,000; broadcasts are sent 20 times a second
     */
    public void begin(final int framesPerSecond) {
        if (sending) {
            throw new IllegalStateException("A measurement is under way; end it first");
        }
        if (framesPerSecond < 1 || framesPerSecond > 10_000) {
            throw new IllegalArgumentException("The rate must be 1 to 10,000 frames/s, not " + framesPerSecond);
        }
        run++;
        rate = framesPerSecond;
        agents.values().forEach(agent -> agent.ask("reset"));
        for (var stream : Stream.values()) {
            receiver(stream).ask("receive", name(stream), stream.port());
        }
        for (var stream : Stream.values()) {
            sender(stream).ask("send", name(stream), stream.address(topology), stream.port(),
                stream.rate(topology, rate));
        }
        sending = true;
    }

    /**
     * Waits until every stream flows.
     *
     * @param timeout how long to wait
     * @throws org.awaitility.core.ConditionTimeoutException if one does not
     */
    public void awaitFlowing(final Duration timeout) {
        Awaitility.await("all streams flow").pollInterval(POLL_INTERVAL).atMost(timeout)
            .until(this::standing, List::isEmpty);
    }

    /**
     * Waits until frames of a stream have arrived.
     *
     * @param stream the stream
     * @param frames how many, counted from the beginning of the measurement
     * @param timeout how long to wait
     * @throws org.awaitility.core.ConditionTimeoutException if they do not arrive
     */
    public void awaitReceived(final Stream stream, final long frames, final Duration timeout) {
        Awaitility.await(frames + " frames of stream " + stream).pollInterval(POLL_INTERVAL).atMost(timeout)
            .until(() -> progress(stream).received() >= frames);
    }

    /** The streams that do not flow, and what is known of them. */
    private List<String> standing() {
        return Arrays.stream(Stream.values()).filter(stream -> !flowing(stream))
            .map(stream -> stream + " " + progress(stream)).toList();
    }

    /**
     * Whether every stream flows at this moment.
     *
     * @return true if what was sent lately has arrived
     */
    public boolean flowing() {
        return Arrays.stream(Stream.values()).allMatch(this::flowing);
    }

    /**
     * Whether a stream flows at this moment.
     *
     * @param stream the stream
     * @return true if what was sent lately has arrived
     */
    public boolean flowing(final Stream stream) {
        final var progress = progress(stream);
        return progress.received() > 0 && System.nanoTime() - progress.lastSentNanos()
            < Math.max(FLOWING_WITHIN_NANOS, 3 * periodNanos(stream));
    }

    /**
     * Ends the measurement.
     *
     * @return what became of the streams since {@link #begin}
     */
    public TrafficReport end() {
        if (!sending) {
            throw new IllegalStateException("No measurement is under way; begin one first");
        }
        sending = false;
        final var sent = new EnumMap<Stream, Transmission>(Stream.class);
        for (var stream : Stream.values()) {
            sent.put(stream, gson.fromJson(sender(stream).ask("stop", name(stream)), Transmission.class));
        }
        awaitArrival(sent);
        final var figures = new EnumMap<Stream, StreamFigures>(Stream.class);
        final var twice = new ArrayList<Instant>();
        for (var stream : Stream.values()) {
            final var got = gson.fromJson(receiver(stream).ask("report").get(name(stream)), Reception.class);
            figures.put(stream, StreamFigures.of(sent.get(stream), got, periodNanos(stream)));
            if (stream.broadcast()) {
                got.duplicatesSentNanos().forEach(nanos -> twice.add(time(nanos)));
            }
        }
        return new TrafficReport(figures, twice);
    }

    @Override
    public void close() {
        agents.values().forEach(AgentProcess::close);
    }

    private static AgentProcess startAgent(final String namespace) {
        // A host has processors of its own: what is measured is the network, not who gets this machine's.
        return AgentProcess.start("The meter in " + namespace, Lab.inNamespace(namespace, List.of("nice", "-n", "-10")),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m"), MeterAgent.class,
            List.of(Gson.class));
    }

    /** Frames may be under way still. What is lost never comes, so this is no error. */
    private void awaitArrival(final Map<Stream, Transmission> sent) {
        final long deadline = System.nanoTime() + DRAIN.toNanos();
        Awaitility.await("the last frames").pollInterval(POLL_INTERVAL).atMost(DRAIN.multipliedBy(10))
            .until(() -> System.nanoTime() > deadline || sent.entrySet().stream()
                .allMatch(entry -> progress(entry.getKey()).lastSentNanos() == entry.getValue().lastNanos()));
    }

    private Progress progress(final Stream stream) {
        final var answer = receiver(stream).ask("progress").get(name(stream));
        return answer == null ? Progress.NONE : gson.fromJson(answer, Progress.class);
    }

    /** All agents run on this machine, so they read the same clock. */
    private static Instant time(final long nanos) {
        return Instant.now().minusNanos(System.nanoTime() - nanos);
    }

    private long periodNanos(final Stream stream) {
        return TimeUnit.SECONDS.toNanos(1) / stream.rate(topology, rate);
    }

    private String name(final Stream stream) {
        return stream + "#" + run;
    }

    private AgentProcess sender(final Stream stream) {
        return agents.get(stream.from(topology).namespace());
    }

    private AgentProcess receiver(final Stream stream) {
        return agents.get(stream.to(topology).namespace());
    }
}
