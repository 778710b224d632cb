/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.LabException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A {@link MeterAgent} in a namespace, as seen from here.
 */
final class AgentProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final String namespace;
    private final Process process;
    private final OutputStream commands;

    private AgentProcess(final String namespace, final Process process) {
        this.namespace = requireNonNull(namespace);
        this.process = requireNonNull(process);
        commands = process.getOutputStream();
        Thread.ofPlatform().daemon().name("meter " + namespace).start(this::readAnswers);
    }

    static AgentProcess start(final String namespace) {
        final var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Named one by one, as the class path of this process can be an archive that a test runner made up.
        final var classPath = location(MeterAgent.class) + File.pathSeparator + location(Gson.class);
        // A host has processors of its own: what is measured is the network, not who gets this machine's.
        final var command = Lab.inNamespace(namespace, List.of("nice", "-n", "-10", java,
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m", "-cp", classPath,
            MeterAgent.class.getName()));
        return new AgentProcess(namespace, ChildProcesses.start(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)));
    }

    /**
     * Hands a command to the agent and waits for the answer.
     *
     * @param words the command
     * @return the answer
     * @throws LabException if the agent refuses the command or does not answer
     */
    JsonObject ask(final Object... words) {
        final var command = String.join(" ", List.of(words).stream().map(String::valueOf).toList());
        try {
            commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
            final var line = answers.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new LabException("The meter in " + namespace + " does not answer to: " + command);
            }
            final var answer = JsonParser.parseString(line).getAsJsonObject();
            if (answer.has("error")) {
                throw new LabException("The meter in " + namespace + " refuses: " + answer.get("error").getAsString());
            }
            return answer;
        } catch (IOException e) {
            throw new LabException("The meter in " + namespace + " has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while the meter in " + namespace + " was asked: " + command, e);
        }
    }

    @Override
    public void close() {
        ChildProcesses.end(process);
    }

    private void readAnswers() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            answers.add("{\"error\": \"no longer readable\"}");
        }
        answers.add("{\"error\": \"has ended\"}");
    }

    private static String location(final Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new LabException("Cannot tell where " + type + " lies", e);
        }
    }
}
