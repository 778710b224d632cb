/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.capture;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The frames that pass an interface, from the moment {@link #start} returns until it is closed.
 */
public final class Capture implements AutoCloseable {
    /**
     * The directions that a capture can be limited to, as seen by the interface.
     */
    public enum Direction {
        /**
         * Received by the interface.
         */
        IN,
        /**
         * Sent by the interface.
         */
        OUT,
        /**
         * Both.
         */
        INOUT
    }

    /** How long tcpdump leaves frames in the kernel's buffer (its packet buffer timeout), and some more for reading. */
    public static final Duration LONGEST_DELAY = Duration.ofMillis(1200);

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final Pattern DROPPED = Pattern.compile("(\\d+) packets? dropped by kernel.*");

    private final List<CapturedFrame> frames = new ArrayList<>();
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final List<String> messages = new ArrayList<>();
    private final Process process;
    private final Thread frameReader;
    private final Thread messageReader;
    private final String place;

    private Capture(final String place, final Process process) {
        this.place = requireNonNull(place);
        this.process = requireNonNull(process);
        frameReader = reader(process.getInputStream(), this::onLine, () -> { });
        messageReader = reader(process.getErrorStream(), this::onMessage,
            () -> listening.completeExceptionally(new LabException("tcpdump ended: " + messages())));
    }

    /**
     * Starts a capture and waits until it runs.
     *
     * @param namespace network namespace of the interface
     * @param networkInterface the interface
     * @param direction which direction
     * @param filter what to capture, as {@code pcap-filter(7)} describes
     * @return the capture
     * @throws LabException if tcpdump does not start
     */
    public static Capture start(final String namespace, final String networkInterface, final Direction direction,
            final String filter) {
        return begin(namespace, networkInterface, direction, filter, List.of("--immediate-mode"));
    }

    /**
     * Starts a capture that is told of frames {@link #LONGEST_DELAY} later at most, many at once. One that is told of
     * each at once keeps a processor busy while a thousand of them pass, and so delays what it is to measure. The time
     * stamps are the same. What passed just before it is closed may be missing.
     *
     * @param namespace network namespace of the interface
     * @param networkInterface the interface
     * @param direction which direction
     * @param filter what to capture, as {@code pcap-filter(7)} describes
     * @return the capture
     * @throws LabException if tcpdump does not start
     */
    public static Capture startUnhurried(final String namespace, final String networkInterface,
            final Direction direction, final String filter) {
        return begin(namespace, networkInterface, direction, filter, List.of("--buffer-size=8192"));
    }

    private static Capture begin(final String namespace, final String networkInterface, final Direction direction,
            final String filter, final List<String> options) {
        final var command = Lab.inNamespace(namespace, ImmutableList.<String>builder()
            .add("tcpdump", "-tt", "-e", "-n", "-l").addAll(options)
            .add("--time-stamp-precision=micro", "-i", networkInterface, "-Q",
                direction.name().toLowerCase(Locale.ROOT), filter).build());
        final var capture = new Capture(namespace + " " + networkInterface,
            ChildProcesses.start(new ProcessBuilder(command)));
        capture.awaitListening();
        return capture;
    }

    /**
     * What was captured so far.
     *
     * @return the frames, in the order they came
     */
    public List<CapturedFrame> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /**
     * Forgets what was captured so far.
     */
    public void clear() {
        synchronized (frames) {
            frames.clear();
        }
    }

    /**
     * Waits until what was captured is as wanted.
     *
     * @param what what is awaited, in words, for the message
     * @param wanted tells whether the frames are as wanted
     * @param timeout how long to wait
     * @return the frames
     */
    public List<CapturedFrame> await(final String what, final Predicate<List<CapturedFrame>> wanted,
            final Duration timeout) {
        return Awaitility.await(what + " at " + place).pollInterval(POLL_INTERVAL).atMost(timeout)
            .until(this::frames, wanted::test);
    }

    /**
     * How many frames the kernel had to drop, so that they are missing here. Known once the capture is closed.
     *
     * @return the number, 0 while the capture runs
     */
    public long dropped() {
        synchronized (messages) {
            return messages.stream().map(DROPPED::matcher).filter(matcher -> matcher.matches())
                .mapToLong(matcher -> Long.parseLong(matcher.group(1))).sum();
        }
    }

    /**
     * Ends the capture; all that passed before is in {@link #frames()} then.
     */
    @Override
    public void close() {
        ChildProcesses.end(process);
        try {
            frameReader.join();
            messageReader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() {
        try {
            listening.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new LabException("Interrupted while starting a capture at " + place, e);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new LabException("Cannot capture at " + place + ": " + messages(), e);
        }
    }

    private String messages() {
        synchronized (messages) {
            return String.join("; ", messages);
        }
    }

    private void onLine(final String line) {
        CapturedFrame.parse(line).ifPresent(frame -> {
            synchronized (frames) {
                frames.add(frame);
            }
        });
    }

    private void onMessage(final String line) {
        synchronized (messages) {
            messages.add(line);
        }
        if (line.contains("listening on")) {
            listening.complete(null);
        }
    }

    private Thread reader(final InputStream stream, final Consumer<String> onLine, final Runnable atEnd) {
        return Thread.ofPlatform().daemon().name("capture " + place).start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream,
                    StandardCharsets.UTF_8))) {
                lines.lines().forEach(onLine);
            } catch (IOException | UncheckedIOException e) {
                onMessage("no longer readable: " + e.getMessage());
            } finally {
                atEnd.run();
            }
        });
    }
}
