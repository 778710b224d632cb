/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import com.google.gson.JsonObject;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.projectfloodlight.openflow.types.MacAddress;

/**
 * The bare agent that Understudy is measured against: it keeps an OpenFlow connection to both bridges, watches carriers
 * and connections, and does the minimum: open the gate, send the frames. Commands come as lines on standard input, each
 * is answered by one line of JSON on standard output:
 * <ul>
 * <li>{@code listen DATAPATH}: take connections of the bridges with this datapath id and the next one; answers the
 * port, on the loopback interface;</li>
 * <li>{@code hosts MAC... outside MAC...}: which hosts are behind the trunks and behind the uplinks; those behind the
 * trunks are announced by a frame each;</li>
 * <li>{@code grouped MAC... outside MAC...}: the same, but they are announced by groups;</li>
 * <li>{@code move 1|2}: give the role to a bridge;</li>
 * <li>{@code status};</li>
 * <li>{@code quit}.</li>
 * </ul>
 */
public final class ReferenceAgent {
    private static final int WARM_UP_ROUNDS = 20_000;
    private static final String OUTSIDE = "outside";

    private ReferenceLoop loop;

    private ReferenceAgent() {
        // only main makes one
    }

    /**
     * Runs the agent.
     *
     * @param args none
     * @throws IOException if standard input cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final var agent = new ReferenceAgent();
        warmUp();
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var output = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            for (var line = input.readLine(); line != null && !line.equals("quit"); line = input.readLine()) {
                output.println(agent.answer(List.of(line.split(" "))));
            }
        }
        System.exit(0);
    }

    /** Has the codec compiled before the first fault. */
    private static void warmUp() throws IOException {
        final var message = new Messages().linkDown();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            Connection.decode(Unpooled.wrappedBuffer(Messages.encode(List.of(message))));
        }
    }

    private JsonObject answer(final List<String> words) {
        try {
            return execute(words.get(0), words.subList(1, words.size()));
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            final var answer = new JsonObject();
            answer.addProperty("error", words.get(0) + ": " + e);
            return answer;
        }
    }

    private JsonObject execute(final String command, final List<String> words) throws IOException {
        final var answer = new JsonObject();
        switch (command) {
            case "listen" -> {
                loop = ReferenceLoop.start(new ReferencePair(Long.parseLong(words.get(0))));
                answer.addProperty("port", loop.port());
            }
            case "hosts", "grouped" -> loop.call(pair -> {
                final int border = words.indexOf(OUTSIDE);
                pair.setHosts(addresses(words.subList(0, border)), addresses(words.subList(border + 1, words.size())),
                    command.equals("grouped"));
                return answer;
            });
            case "move" -> loop.call(pair -> {
                pair.moveTo(Integer.parseInt(words.get(0)));
                return answer;
            });
            case "status" -> {
                return loop.call(ReferencePair::status);
            }
            default -> throw new IllegalArgumentException("unknown command, known are "
                + Arrays.asList("listen", "hosts", "grouped", "move", "status", "quit"));
        }
        return answer;
    }

    private static List<MacAddress> addresses(final List<String> words) {
        return words.stream().map(MacAddress::of).toList();
    }
}
