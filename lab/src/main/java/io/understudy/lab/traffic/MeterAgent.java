/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Sends and receives numbered datagrams in the network namespace that it was started in. Commands come as lines on
 * standard input; each is answered by one line of JSON on standard output:
 * <ul>
 * <li>{@code send NAME ADDRESS PORT RATE}: send a stream of that many frames a second;</li>
 * <li>{@code stop NAME}: end it; answers how many were sent, and when the first and the last;</li>
 * <li>{@code receive NAME PORT}: note what arrives of that stream; an earlier stream at that port is no longer
 * noted, but still reported;</li>
 * <li>{@code progress}: how far each stream has come at this receiver;</li>
 * <li>{@code report}: what arrived of each stream;</li>
 * <li>{@code reset}: forget what arrived;</li>
 * <li>{@code quit}.</li>
 * </ul>
 * A command that fails is answered by an object with the member {@code error}. The agent ends when its standard input
 * does.
 */
public final class MeterAgent {
    private final Gson gson = new Gson();
    private final Map<String, Sender> senders = new HashMap<>();
    private final Map<Integer, Receiver> receivers = new HashMap<>();
    private final Map<String, SequenceLog> logs = new HashMap<>();

    private MeterAgent() {
        // only main makes one
    }

    /**
     * Runs the agent.
     *
     * @param args none
     * @throws IOException if standard input cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final var agent = new MeterAgent();
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var output = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            for (var line = input.readLine(); line != null && !line.equals("quit"); line = input.readLine()) {
                output.println(agent.answer(line));
            }
        }
    }

    private String answer(final String line) {
        try {
            return gson.toJson(execute(line.split(" ")));
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return error(line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(line, e);
        }
    }

    private String error(final String line, final Exception cause) {
        final var answer = new JsonObject();
        answer.addProperty("error", line + ": " + cause);
        return gson.toJson(answer);
    }

    private Object execute(final String[] words) throws IOException, InterruptedException {
        return switch (words[0]) {
            case "send" -> send(words[1], new InetSocketAddress(words[2], Integer.parseInt(words[3])),
                Integer.parseInt(words[4]));
            case "stop" -> stop(words[1]);
            case "receive" -> receive(words[1], Integer.parseInt(words[2]));
            case "progress" -> collect(SequenceLog::progress);
            case "report" -> collect(SequenceLog::summary);
            case "reset" -> reset();
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    private JsonObject send(final String name, final InetSocketAddress destination, final int rate)
            throws IOException {
        if (senders.containsKey(name)) {
            throw new IllegalArgumentException("is being sent already");
        }
        senders.put(name, Sender.start(name, destination, rate));
        return new JsonObject();
    }

    private Transmission stop(final String name) throws IOException, InterruptedException {
        final var sender = senders.remove(name);
        if (sender == null) {
            throw new IllegalArgumentException("is not being sent");
        }
        return sender.stop();
    }

    private JsonObject receive(final String name, final int port) throws IOException {
        if (!receivers.containsKey(port)) {
            receivers.put(port, Receiver.start(port));
        }
        logs.put(name, receivers.get(port).expect(name));
        return new JsonObject();
    }

    private JsonObject reset() {
        logs.clear();
        return new JsonObject();
    }

    private JsonObject collect(final Function<SequenceLog, Object> what) {
        final var answer = new JsonObject();
        logs.forEach((name, log) -> answer.add(name, gson.toJsonTree(what.apply(log))));
        return answer;
    }
}
