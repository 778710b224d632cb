/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.lab.restconf.RestconfClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * The event stream of the state, as {@code curl -N} shows it: what the page lives on.
 */
final class StateEvents implements AutoCloseable {
    private static final String DATA = "data:";

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Process reader;

    /**
     * An event.
     *
     * @param at when it had come as a whole
     * @param data its data
     */
    record Event(Instant at, String data) {
        /**
         * Whether a child of a group has changed.
         *
         * @param child its name
         */
        boolean tellsOf(final String child) {
            return JsonParser.parseString(data).getAsJsonObject().getAsJsonObject("ietf-restconf:notification")
                .getAsJsonObject("sal-remote:data-changed-notification").getAsJsonArray("data-change-event").asList()
                .stream().anyMatch(change -> change.getAsJsonObject().get("path").getAsString().endsWith(child));
        }
    }

    private StateEvents(final Process reader) {
        this.reader = reader;
        Thread.ofVirtual().start(this::read);
    }

    /** Subscribes, and waits for the first event: the whole state. */
    static StateEvents follow(final Duration patience) throws IOException {
        final var input = new JsonObject();
        input.addProperty("path", "/bridge-failover:failover-state");
        input.addProperty("sal-remote-augment:datastore", "OPERATIONAL");
        final var name = RestconfClient.local().rpc("sal-remote:create-data-change-event-subscription", input)
            .orElseThrow().get("stream-name").getAsString();
        final var stream = new StateEvents(new ProcessBuilder("curl", "-sS", "-N", "-u", "admin:admin",
            RestconfClient.LOCAL + "/streams/json/" + name + "?odl-child-nodes-only=true")
            .redirectError(ProcessBuilder.Redirect.INHERIT).start());
        Awaitility.await("the first event").atMost(patience).until(() -> !stream.events.isEmpty());
        return stream;
    }

    /** What has come until now; it grows. */
    List<Event> events() {
        return events;
    }

    private void read() {
        try (BufferedReader lines = reader.inputReader()) {
            final var data = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    data.append(line, DATA.length(), line.length());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(Instant.now(), data.toString()));
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stream broke off", e);
        }
    }

    @Override
    public void close() {
        reader.destroy();
        reader.onExit().join();
    }
}
