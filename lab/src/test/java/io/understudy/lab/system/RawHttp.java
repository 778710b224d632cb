/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Requests of HTTP/1.1 that go out exactly as they are written: any method, any path. A client library would correct
 * them.
 *
 * @param port of the server on this machine
 * @param account user and password, as {@code admin:admin}; empty for none
 */
record RawHttp(int port, String account) {
    private static final int PATIENCE_MILLIS = 180_000;
    /** Of a longer answer the beginning is enough. */
    private static final int LONGEST = 4 * 1024 * 1024;
    private static final String HEAD_END = "\r\n\r\n";

    /**
     * What came back.
     *
     * @param status the status code
     * @param body what stands behind the headers; nothing of an event stream
     */
    record Answer(int status, String body) {
    }

    Answer ask(final String method, final String path) {
        return ask(method, path, "", Map.of());
    }

    /**
     * Asks.
     *
     * @param method the method
     * @param path the path as it goes out, with a query
     * @param body what goes out behind the headers, in JSON unless a header says otherwise
     * @param headers further headers
     * @return the answer
     */
    Answer ask(final String method, final String path, final String body, final Map<String, String> headers) {
        final var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Connection: close\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        if (!account.isEmpty()) {
            request.append("Authorization: Basic ").append(Base64.getEncoder()
                .encodeToString(account.getBytes(StandardCharsets.UTF_8))).append("\r\n");
        }
        if (!headers.containsKey("Content-Type")) {
            request.append("Content-Type: application/yang-data+json\r\n");
        }
        if (!headers.containsKey("Accept")) {
            request.append("Accept: */*\r\n");
        }
        headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
            return read(socket, method + " " + path);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " on port " + port, e);
        }
    }

    private static Answer read(final Socket socket, final String what) throws IOException {
        final var in = socket.getInputStream();
        final var taken = new ByteArrayOutputStream();
        final var buffer = new byte[64 * 1024];
        String text = "";
        for (int read = in.read(buffer); read >= 0 && taken.size() < LONGEST; read = in.read(buffer)) {
            taken.write(buffer, 0, read);
            text = taken.toString(StandardCharsets.UTF_8);
            if (isComplete(text)) {
                break;
            }
        }
        if (!text.startsWith("HTTP/1.1 ")) {
            throw new IOException("no answer to " + what + ": " + text);
        }
        final int end = text.indexOf(HEAD_END);
        return new Answer(Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
            end < 0 ? "" : text.substring(end + HEAD_END.length()));
    }

    /** An event stream never ends, and a server may leave a connection open. */
    private static boolean isComplete(final String text) {
        final int end = text.indexOf(HEAD_END);
        if (end < 0) {
            return false;
        }
        final var head = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (head.contains("text/event-stream")) {
            return true;
        }
        final int length = head.indexOf("content-length: ");
        return length >= 0 && text.substring(end + HEAD_END.length()).getBytes(StandardCharsets.UTF_8).length
            >= Integer.parseInt(head.substring(length + "content-length: ".length()).lines().findFirst().orElseThrow());
    }
}
