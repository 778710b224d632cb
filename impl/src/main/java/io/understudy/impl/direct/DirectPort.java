/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The TCP port for direct connections, on all addresses. One thread serves all of them: they have little to say.
 */
public final class DirectPort implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final long SHUTDOWN_SECONDS = 2;
    private static final int MAX_FRAMES_AT_ONCE = 256;
    /** What a bridge may leave unread before its connection is given up, bytes. */
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(1 << 20, 4 << 20);

    private final EventLoopGroup loop;
    private final ExecutorService logWriter;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel listener;

    private DirectPort(final EventLoopGroup loop, final ExecutorService logWriter, final int port,
            final DirectAdmission admission, final int idleMillis) throws IOException {
        this.loop = requireNonNull(loop);
        this.logWriter = requireNonNull(logWriter);
        final var log = new CalmLog(LoggerFactory.getLogger(DirectPort.class), logWriter, System.nanoTime());
        final var bound = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(final SocketChannel channel) {
                    if (connections.size() >= MAX_CONNECTIONS) {
                        log.warn("closed a new connection: there are " + MAX_CONNECTIONS);
                        channel.close();
                        return;
                    }
                    connections.add(channel);
                    channel.config().setWriteBufferWaterMark(UNREAD);
                    // many frames at once are one write to the socket
                    channel.pipeline().addLast(new FlushConsolidationHandler(MAX_FRAMES_AT_ONCE, true),
                        new MessageFramer(),
                        new DirectConnection(admission, idleMillis, log));
                }
            })
            .bind(port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("port " + port + " cannot be opened: " + bound.cause().getMessage(), bound.cause());
        }
        listener = bound.channel();
    }

    /**
     * Opens the port.
     *
     * @param port its number; 0 for any that is free
     * @param idleMillis after how long a silent connection is closed, ms, at least 100
     * @param admission decides which connections may speak, and takes what they say
     * @return the port
     * @throws IOException if it is taken, or may not be opened
     */
    public static DirectPort open(final int port, final int idleMillis, final DirectAdmission admission)
            throws IOException {
        final var loop = new MultiThreadIoEventLoopGroup(1,
            Thread.ofPlatform().name("understudy-direct").daemon().priority(Thread.MAX_PRIORITY).factory(),
            NioIoHandler.newFactory());
        final var logWriter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("understudy-direct-log").daemon().factory());
        try {
            return new DirectPort(loop, logWriter, port, admission, idleMillis);
        } catch (IOException e) {
            logWriter.shutdown();
            loop.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            throw e;
        }
    }

    /**
     * Returns the number of the port.
     *
     * @return the number
     */
    public int number() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Closes the port and its connections. When it returns, the port is free.
     */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        // The kernel's socket goes only with the selector, and a new configuration wants the same port at once.
        loop.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        logWriter.close();
    }
}
