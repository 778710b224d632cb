/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.LinkEndedException;
import io.understudy.impl.openflow.PortDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One second connection: asks who the bridge is, has it send PORT_STATUS and the packets of its flows except copies for
 * learning, reads its ports, and reports them again whenever one changes. It carries what must not wait, see
 * {@link DirectLink}.
 *
 * <p>A connection that breaks a rule is closed with one line in the log. The bridge tries again later, by its back-off.
 */
final class DirectConnection extends SimpleChannelInboundHandler<ByteBuf>
        implements DirectAdmission.Claim, DirectLink {
    private static final Logger LOG = LoggerFactory.getLogger(DirectConnection.class);
    /** So many intervals of our own timer without a message are the end. */
    private static final int PATIENCE = 3;
    private static final int MAX_PORTS = 4096;
    private static final int TRANSACTION_OFFSET = 4;
    private static final int ASYNC_TRANSACTION = 2;
    private static final int PORTS_TRANSACTION = 3;
    private static final String ENDED = "its second OpenFlow connection ended";

    private final DirectAdmission admission;
    private final CalmLog calmLog;
    private final long intervalMillis;
    private Phase phase = Phase.HELLO;
    private PortDirectory directory = PortDirectory.EMPTY;
    private ChannelHandlerContext context;
    private InetAddress address;
    private BridgeId bridge;
    private Future<?> timer;
    private final Exchanges exchanges = new Exchanges(PORTS_TRANSACTION);
    private final AnnouncementGroupCounters counters = new AnnouncementGroupCounters();
    private int silentIntervals;
    private int handshakeIntervals;

    private enum Phase {
        /** Nothing has come yet. */
        HELLO,
        /** It speaks OpenFlow 1.3 and was asked who it is. */
        FEATURES,
        /** It was let in and asked for its ports. */
        PORTS,
        /** All ports are known. */
        SERVING,
        /** What still comes is not read. */
        ENDED,
    }

    /**
     * Creates the handler of one connection.
     *
     * @param admission decides whether it may speak for its bridge, and takes what it says
     * @param idleMillis how long it may be silent, ms
     * @param calmLog for what strangers can cause
     */
    DirectConnection(final DirectAdmission admission, final int idleMillis, final CalmLog calmLog) {
        this.admission = requireNonNull(admission);
        this.calmLog = requireNonNull(calmLog);
        intervalMillis = idleMillis / PATIENCE;
    }

    @Override
    public BridgeId bridge() {
        return bridge;
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public void refuse(final String reason) {
        context.executor().execute(() -> end(reason));
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        context = ctx;
        address = ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
        ctx.writeAndFlush(Messages.hello());
        // With a delay between the runs: after a pause of our own no run is made up for, so what has arrived meanwhile
        // is read before the next one.
        timer = ctx.executor().scheduleWithFixedDelay(this::tick, intervalMillis, intervalMillis,
            TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        final boolean served = phase == Phase.SERVING;
        leave(true);
        if (served) {
            calmLog.info("the connection that observed " + bridge + " ended");
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        switch (cause) {
            case MalformedMessageException malformed -> end(malformed.getMessage());
            // A reset: the end of a connection like any other.
            case IOException reset -> ctx.close();
            default -> {
                LOG.debug("connection from {}", address, cause);
                end(cause.toString());
            }
        }
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext ctx, final ByteBuf message) {
        if (phase == Phase.ENDED) {
            return;
        }
        silentIntervals = 0;
        switch (message.getUnsignedByte(1)) {
            case Messages.HELLO -> greeted(message);
            case Messages.ERROR -> failed(message);
            case Messages.ECHO_REQUEST -> echo(message);
            case Messages.FEATURES_REPLY -> identified(message);
            case Messages.MULTIPART_REPLY -> described(message);
            case Messages.PORT_STATUS -> changed(message);
            case Messages.PACKET_IN -> received(message);
            case Messages.BARRIER_REPLY -> confirmed(message);
            default -> {
                // Answers to our echo requests; and until SET_ASYNC has arrived, news for other controllers.
            }
        }
    }

    @Override
    public DirectLink link() {
        return this;
    }

    @Override
    public void transmit(final long port, final byte[] frame) {
        context.executor().execute(() -> {
            if (phase == Phase.SERVING && canWrite()) {
                context.writeAndFlush(Messages.packetOut(exchanges.nextTransaction(), port, frame));
            }
        });
    }

    @Override
    public ListenableFuture<Void> exchange(final byte[] messages) {
        return ask(done -> exchanges.begin(messages, done));
    }

    @Override
    public ListenableFuture<ImmutableMap<Integer, ImmutableList<Long>>> groupCounters() {
        return ask(done -> Messages.groupCountersRequest(counters.begin(exchanges.nextTransaction(), done)));
    }

    /**
     * Sends something that is answered.
     *
     * @param request takes where the answer goes, and makes what is sent, on the connection's thread
     */
    private <T> ListenableFuture<T> ask(final Function<SettableFuture<T>, ByteBuf> request) {
        final var done = SettableFuture.<T>create();
        try {
            context.executor().execute(() -> {
                if (phase == Phase.SERVING && canWrite()) {
                    context.writeAndFlush(request.apply(done));
                } else {
                    done.setException(new LinkEndedException(ENDED));
                }
            });
        } catch (RejectedExecutionException e) {
            done.setException(new LinkEndedException(ENDED));
        }
        return done;
    }

    private boolean canWrite() {
        return canWrite("it does not read what it is sent");
    }

    private boolean canWrite(final String elseBecause) {
        final var channel = context.channel();
        // One that the bridge has just ended is not writable either, and its end is about to be told.
        if (channel.isActive() && !channel.isWritable()) {
            end(elseBecause);
        }
        return channel.isActive() && channel.isWritable();
    }

    private void failed(final ByteBuf message) {
        final var reason = "it answered with an error" + (message.readableBytes() < 12 ? ""
            : " of type " + message.getUnsignedShort(8) + ", code " + message.getUnsignedShort(10));
        if (phase != Phase.SERVING) {
            end(reason);
        } else if (!exchanges.refused(message.getInt(TRANSACTION_OFFSET), reason)
            && !counters.refused(message.getInt(TRANSACTION_OFFSET), reason)) {
            // a frame that it could not send: nothing that it was told to remember
            calmLog.warn(bridge + ": " + reason);
        }
    }

    private void confirmed(final ByteBuf message) {
        if (!exchanges.confirmed(message.getInt(TRANSACTION_OFFSET)) && phase == Phase.SERVING) {
            admission.strayBarrier(this);
        }
    }

    private void received(final ByteBuf message) {
        if (phase == Phase.SERVING) {
            Messages.packetIn(message).ifPresent(packet -> admission.received(this, packet.kind(), packet.port(),
                packet.frame()));
        }
    }

    private void greeted(final ByteBuf message) {
        if (phase != Phase.HELLO) {
            return;
        }
        if (!Messages.speaksOurVersion(message)) {
            context.writeAndFlush(Messages.helloFailed(message.getUnsignedByte(0)));
            end("it does not speak OpenFlow 1.3; allow it in the bridge's protocols");
            return;
        }
        phase = Phase.FEATURES;
        context.writeAndFlush(Messages.featuresRequest(1));
    }

    private void echo(final ByteBuf message) {
        if (canWrite("it asks for echoes and does not read them")) {
            context.writeAndFlush(Messages.echoReply(message));
        }
    }

    private void identified(final ByteBuf message) {
        if (phase != Phase.FEATURES) {
            return;
        }
        final var features = Messages.features(message);
        if (features.auxiliaryId() != 0) {
            end("it is an auxiliary connection");
            return;
        }
        bridge = new BridgeId(features.datapathId());
        final var refusal = admission.enter(this);
        if (refusal.isPresent()) {
            end(refusal.orElseThrow());
            return;
        }
        phase = Phase.PORTS;
        context.write(Messages.setAsync(ASYNC_TRANSACTION));
        context.writeAndFlush(Messages.portsRequest(PORTS_TRANSACTION));
    }

    private void described(final ByteBuf message) {
        if (phase == Phase.SERVING && Messages.isGroupCounters(message)) {
            counters.take(message);
        }
        if (phase != Phase.PORTS || !Messages.isPorts(message)) {
            return;
        }
        final int end = message.readableBytes();
        if ((end - Messages.MULTIPART_HEADER) % Messages.PORT != 0) {
            throw new MalformedMessageException("the descriptions of ports are not multiples of " + Messages.PORT
                + " bytes");
        }
        for (int port = Messages.MULTIPART_HEADER; port < end; port += Messages.PORT) {
            set(message, port, false);
        }
        if (!Messages.hasMore(message)) {
            phase = Phase.SERVING;
            calmLog.info(bridge + " is observed by a connection from " + address.getHostAddress());
            admission.observed(this, directory);
        }
    }

    private void changed(final ByteBuf message) {
        Messages.checkPortStatus(message);
        if (phase != Phase.PORTS && phase != Phase.SERVING) {
            return;
        }
        set(message, Messages.MULTIPART_HEADER, message.getUnsignedByte(8) == Messages.REASON_DELETE);
        if (phase == Phase.SERVING) {
            admission.observed(this, directory);
        }
    }

    private void set(final ByteBuf message, final int port, final boolean removed) {
        final long number = Messages.portNumber(message, port);
        if (number > Messages.LAST_PORT) {
            return;
        }
        directory = directory.with(number, removed ? Optional.empty() : Optional.of(Messages.port(message, port)));
        if (directory.ports().size() > MAX_PORTS) {
            throw new MalformedMessageException("it has more than " + MAX_PORTS + " ports");
        }
    }

    private void tick() {
        if (phase != Phase.SERVING && ++handshakeIntervals >= PATIENCE) {
            end("it did not finish the handshake within " + intervalMillis * PATIENCE + " ms");
        } else if (++silentIntervals >= PATIENCE) {
            end("it was silent for " + intervalMillis * PATIENCE + " ms");
        } else if (phase == Phase.SERVING) {
            context.writeAndFlush(Messages.echoRequest(exchanges.nextTransaction()));
        }
    }

    private void end(final String reason) {
        if (phase == Phase.ENDED) {
            return;
        }
        calmLog.warn("closed the connection from " + address.getHostAddress() + (bridge == null ? "" : ", " + bridge)
            + ": " + reason);
        leave(false);
        context.channel().config().setAutoRead(false);
        context.close();
    }

    private void leave(final boolean byBridge) {
        phase = Phase.ENDED;
        exchanges.end(ENDED);
        counters.end(ENDED);
        if (bridge != null) {
            admission.leave(this, byBridge);
        }
    }
}
