/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java program beside this one that takes commands as lines on its standard input and answers each by a line of JSON
 * on its standard output; one that it refuses, by an object with the member {@code error}.
 */
public final class AgentProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** The Java machine says its warnings on standard output else, where they would be taken for answers. */
    private static final List<String> ANSWERS_ALONE = List.of("-Xlog:disable", "-Xlog:all=warning:stderr",
        "-XX:+UnlockDiagnosticVMOptions", "-XX:+DisplayVMOutputToStderr");

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final String name;
    private final Process process;
    private final OutputStream commands;
    private long asked;
    private long answered;

    private AgentProcess(final String name, final Process process) {
        this.name = requireNonNull(name);
        this.process = requireNonNull(process);
        commands = process.getOutputStream();
        Thread.ofPlatform().daemon().name("answers of " + name).start(this::readAnswers);
    }

    /**
     * Starts a program.
     *
     * @param name what it is called in messages
     * @param launcher words that come before the command line, to run it elsewhere or otherwise
     * @param options of the Java machine
     * @param program its main class
     * @param libraries a class of each library that it needs
     * @param arguments its arguments
     * @return the process
     */
    public static AgentProcess start(final String name, final List<String> launcher, final List<String> options,
            final Class<?> program, final List<Class<?>> libraries, final String... arguments) {
        final var command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(ANSWERS_ALONE);
        command.add("-cp");
        // Named one by one, as the class path of this process can be an archive that a test runner made up.
        command.add(Stream.concat(Stream.of(program), libraries.stream()).map(AgentProcess::location).distinct()
            .collect(Collectors.joining(File.pathSeparator)));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new AgentProcess(name, ChildProcesses.start(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)));
    }

    /**
     * Hands a command to the agent and waits for the answer.
     *
     * @param words the command
     * @return the answer
     * @throws LabException if the agent refuses the command or does not answer
     */
    public synchronized JsonObject ask(final Object... words) {
        final var command = String.join(" ", List.of(words).stream().map(String::valueOf).toList());
        try {
            commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
            asked++;
            String line;
            // Whoever asked before may have been interrupted; the answer to that is not ours.
            do {
                line = answers.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                if (line == null) {
                    throw new LabException(name + " does not answer to: " + command);
                }
                answered++;
            } while (answered < asked);
            final var answer = JsonParser.parseString(line).getAsJsonObject();
            if (answer.has("error")) {
                throw new LabException(name + " refuses: " + answer.get("error").getAsString());
            }
            return answer;
        } catch (IOException e) {
            throw new LabException(name + " has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while " + name + " was asked: " + command, e);
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
