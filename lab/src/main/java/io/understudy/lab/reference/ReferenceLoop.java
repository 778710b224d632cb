/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * The one thread of the agent: waits for the bridges and for commands.
 */
final class ReferenceLoop {
    private final Selector selector;
    private final ServerSocketChannel server;
    private final ReferencePair pair;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

    private ReferenceLoop(final Selector selector, final ServerSocketChannel server, final ReferencePair pair) {
        this.selector = requireNonNull(selector);
        this.server = requireNonNull(server);
        this.pair = requireNonNull(pair);
    }

    static ReferenceLoop start(final ReferencePair pair) throws IOException {
        final var server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        final var selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        final var loop = new ReferenceLoop(selector, server, pair);
        Thread.ofPlatform().daemon().name("reference").start(loop::run);
        return loop;
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /**
     * Has something done by the thread of the loop, and waits for it.
     *
     * @param what what to do
     * @param <T> type of its result
     * @return its result
     * @throws IllegalStateException if it fails
     */
    <T> T call(final Function<ReferencePair, T> what) {
        final var task = new FutureTask<>(() -> what.apply(pair));
        commands.add(task);
        selector.wakeup();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
    }

    private void run() {
        try {
            while (true) {
                selector.select();
                final long now = System.nanoTime();
                for (var key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        onReady(key, now);
                    }
                }
                selector.selectedKeys().clear();
                for (var command = commands.poll(); command != null; command = commands.poll()) {
                    command.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onReady(final SelectionKey key, final long now) throws IOException {
        if (key.channel() instanceof ServerSocketChannel) {
            accept();
            return;
        }
        final var connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            if (key.isReadable()) {
                for (var message : connection.read()) {
                    pair.onMessage(connection, message, now);
                }
            }
        } catch (IOException e) {
            connection.close();
            pair.onClosed(connection, now);
        }
    }

    private void accept() throws IOException {
        final var channel = server.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        final var key = channel.register(selector, SelectionKey.OP_READ);
        final var connection = new Connection(channel, key);
        key.attach(connection);
        try {
            pair.onConnected(connection);
        } catch (IOException e) {
            connection.close();
        }
    }
}
