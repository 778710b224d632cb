/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFAsyncSet;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFeaturesRequest;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortConfig;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortDescStatsRequest;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.types.DatapathId;
import org.projectfloodlight.openflow.types.OFAuxId;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * A switch on the other end of a real connection, speaking by another implementation of OpenFlow than ours.
 */
public final class SwitchEnd implements AutoCloseable {
    static final OFFactory OPENFLOW = OFFactories.getFactory(OFVersion.OF_13);
    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

    private final Socket socket;
    private final DataInputStream input;

    /**
     * Connects.
     *
     * @param port of the direct port, on loopback
     * @throws IOException if nobody listens there
     */
    public SwitchEnd(final int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new DataInputStream(socket.getInputStream());
    }

    static OFPortDesc port(final int number, final String name, final OFPortState... states) {
        return OPENFLOW.buildPortDesc().setPortNo(OFPort.of(number)).setName(name).setState(Set.of(states)).build();
    }

    static OFPortDesc shutDown(final int number, final String name) {
        return port(number, name).createBuilder().setConfig(Set.of(OFPortConfig.PORT_DOWN)).build();
    }

    void send(final OFMessage... messages) throws IOException {
        final ByteBuf bytes = Unpooled.buffer();
        for (var message : messages) {
            message.writeTo(bytes);
        }
        sendBytes(bytes.array(), bytes.readableBytes());
    }

    void sendBytes(final byte[] bytes, final int length) throws IOException {
        socket.getOutputStream().write(bytes, 0, length);
        socket.getOutputStream().flush();
    }

    void sendStatus(final OFPortReason reason, final OFPortDesc port) throws IOException {
        send(OPENFLOW.buildPortStatus().setReason(reason).setDesc(port).build());
    }

    /** Waits for the next message. */
    OFMessage receive() throws IOException {
        final var header = new byte[4];
        input.readFully(header);
        final int length = (header[2] & 0xff) << 8 | header[3] & 0xff;
        final var message = Unpooled.buffer(length).writeBytes(header);
        final var rest = new byte[length - header.length];
        input.readFully(rest);
        message.writeBytes(rest);
        try {
            return OFFactories.getGenericReader().readFrom(message);
        } catch (OFParseError e) {
            throw new AssertionError("not OpenFlow", e);
        }
    }

    <M extends OFMessage> M receive(final Class<M> type) throws IOException {
        return assertInstanceOf(type, receive());
    }

    /**
     * Says hello and who it is.
     *
     * @param datapathId the datapath id
     * @throws IOException if the connection ended before
     */
    public void identify(final long datapathId) throws IOException {
        receive(OFHello.class);
        send(OPENFLOW.hello(List.of()));
        final var request = receive(OFFeaturesRequest.class);
        send(OPENFLOW.buildFeaturesReply().setXid(request.getXid()).setDatapathId(DatapathId.of(datapathId))
            .setAuxiliaryId(OFAuxId.MAIN).build());
    }

    /** Takes part until its ports are known. */
    OFAsyncSet connect(final long datapathId, final OFPortDesc... ports) throws IOException {
        identify(datapathId);
        final var async = receive(OFAsyncSet.class);
        describe(receive(OFPortDescStatsRequest.class), Set.of(), ports);
        return async;
    }

    /**
     * Waits until it is asked for its ports: it was let in.
     *
     * @throws IOException if the connection ended before
     */
    public void expectPortsRequest() throws IOException {
        receive(OFAsyncSet.class);
        receive(OFPortDescStatsRequest.class);
    }

    void describe(final OFPortDescStatsRequest request, final Set<OFStatsReplyFlags> flags, final OFPortDesc... ports)
            throws IOException {
        send(OPENFLOW.buildPortDescStatsReply().setXid(request.getXid()).setFlags(flags).setEntries(List.of(ports))
            .build());
    }

    /**
     * Waits until the other end has closed the connection, whatever it still says.
     *
     * @throws IOException if it has not
     */
    public void expectEnd() throws IOException {
        assertEquals(-1, lastByte());
    }

    private int lastByte() throws IOException {
        try {
            while (true) {
                receive();
            }
        } catch (EOFException | SocketException e) {
            // The end; a reset if it had not read all that was sent.
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
