/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who can reach the distribution as it comes.
 */
@ExtendWith(Distribution.class)
class ListenersIT {
    private static final int PATIENCE_MILLIS = 60_000;

    @ParameterizedTest
    @ValueSource(ints = {8181, 8182, 8101, 1099, 44444})
    void operatorsPortsAreOnLoopbackOnly(final int port) throws IOException {
        connect(InetAddress.getLoopbackAddress(), port);
        for (var address : otherAddresses()) {
            assertThrows(IOException.class, () -> connect(address, port), "port " + port + " at " + address);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6653, 6654})
    void openFlowIsOnAllAddresses(final int port) throws IOException {
        connect(InetAddress.getLoopbackAddress(), port);
        for (var address : otherAddresses()) {
            connect(address, port);
        }
    }

    @Test
    void oldOpenFlowPortIsClosed() {
        assertThrows(IOException.class, () -> connect(InetAddress.getLoopbackAddress(), 6633));
    }

    private static void connect(final InetAddress address, final int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            assertEquals(port, socket.getPort());
        }
    }

    /** This machine's own addresses, so nothing leaves it. */
    private static List<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).toList();
    }
}
