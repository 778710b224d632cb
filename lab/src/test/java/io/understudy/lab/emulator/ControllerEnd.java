/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFBarrierReply;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFVersion;

/**
 * The controller's end of a bridge's connection.
 */
final class ControllerEnd implements AutoCloseable {
    static final OFFactory OF = OFFactories.getFactory(OFVersion.OF_13);
    private static final int PATIENCE_MILLIS = (int) TimeUnit.MINUTES.toMillis(2);

    private final ServerSocket listener;
    private Socket socket;
    private DataInputStream input;

    ControllerEnd() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Waits for the bridge and its greeting. */
    void accept() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = listener.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new DataInputStream(socket.getInputStream());
        receive(OFHello.class);
        send(OF.hello(List.of()));
    }

    void send(final OFMessage... messages) throws IOException {
        final ByteBuf bytes = Unpooled.buffer();
        for (var message : messages) {
            message.writeTo(bytes);
        }
        socket.getOutputStream().write(bytes.array(), 0, bytes.readableBytes());
    }

    OFMessage receive() throws IOException {
        final var header = new byte[4];
        input.readFully(header);
        final int length = (header[2] & 0xff) << 8 | header[3] & 0xff;
        final var rest = new byte[length - header.length];
        input.readFully(rest);
        try {
            return OFFactories.getGenericReader().readFrom(Unpooled.buffer(length).writeBytes(header)
                .writeBytes(rest));
        } catch (OFParseError e) {
            throw new AssertionError("not OpenFlow", e);
        }
    }

    <M extends OFMessage> M receive(final Class<M> type) throws IOException {
        return assertInstanceOf(type, receive());
    }

    /** Sends messages and a barrier, and takes what comes before its answer. */
    List<OFMessage> exchange(final OFMessage... messages) throws IOException {
        send(messages);
        send(OF.barrierRequest());
        final var before = new ArrayList<OFMessage>();
        var message = receive();
        while (!(message instanceof OFBarrierReply)) {
            before.add(message);
            message = receive();
        }
        return before;
    }

    /** Whether something is there to be read, at once. */
    boolean silent() throws IOException {
        return input.available() == 0;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (socket != null) {
            socket.close();
        }
    }
}
