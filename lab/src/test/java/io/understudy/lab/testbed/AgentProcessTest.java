/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a program beside this one says.
 */
final class AgentProcessTest {
    /** Answers each command by its length. */
    static final class Counter {
        private Counter() {
            // only a program
        }

        public static void main(final String[] arguments) throws IOException {
            final var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            final var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = commands.readLine(); line != null; line = commands.readLine()) {
                answers.println("{\"length\": " + line.length() + "}");
            }
        }
    }

    @Test
    void wordsOfTheJavaMachineAreNoAnswers() {
        try (var agent = AgentProcess.start("a counter", List.of(), List.of("-Xlog:gc+init=info:stdout"), Counter.class,
                List.of())) {
            assertEquals(5, agent.ask("hello").get("length").getAsInt());
        }
    }
}
