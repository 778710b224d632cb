/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.emulator.datapath.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.function.Consumer;
import org.projectfloodlight.openflow.protocol.OFControllerRole;

/**
 * A bridge's connections: those to its controllers, and those of visitors. Of the controllers one at most is master.
 */
final class Controllers {
    private final EmulatedNetwork network;
    private final EmulatedBridge bridge;
    private final List<ControllerConnection> connections;
    private long generation;
    private boolean generationKnown;

    Controllers(final EmulatedNetwork network, final EmulatedBridge bridge, final List<InetSocketAddress> addresses) {
        this.network = requireNonNull(network);
        this.bridge = requireNonNull(bridge);
        connections = addresses.stream().map(address -> new ControllerConnection(network, bridge, address)).toList();
    }

    void start() {
        generationKnown = false;
        connections.forEach(connection -> {
            connection.setSilent(false);
            connection.start();
        });
    }

    void stop() {
        connections.forEach(ControllerConnection::stop);
    }

    void setSilent(final boolean silent) {
        connections.forEach(connection -> connection.setSilent(silent));
    }

    void watch() {
        connections.forEach(ControllerConnection::watch);
    }

    void drop(final int controller) {
        connections.get(controller).drop();
    }

    long connected() {
        return connections.stream().filter(ControllerConnection::connected).count();
    }

    /** Does something with every controller that is connected. */
    void each(final Consumer<Conversation> action) {
        for (var connection : connections) {
            if (connection.connected()) {
                action.accept(connection.conversation());
            }
        }
    }

    long generation() {
        return generation;
    }

    void acceptGeneration(final long number) throws RefusedException {
        if (generationKnown && number - generation < 0) {
            throw new RefusedException(Refusal.STALE_ROLE);
        }
        generationKnown = true;
        generation = number;
    }

    void demoteMaster() {
        each(conversation -> {
            if (conversation.role() == OFControllerRole.ROLE_MASTER) {
                conversation.demote();
            }
        });
    }

    /** Lets visitors connect, and returns the number of the port. */
    int listen() throws IOException {
        final var listener = ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        network.register(listener, SelectionKey.OP_ACCEPT, () -> accept(listener));
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void accept(final ServerSocketChannel listener) {
        try {
            final var channel = listener.accept();
            if (channel != null) {
                new ControllerConnection(network, bridge, (InetSocketAddress) channel.getRemoteAddress())
                    .serve(channel);
            }
        } catch (IOException e) {
            // He has gone again.
            return;
        }
    }
}
