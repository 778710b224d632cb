/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.projectfloodlight.openflow.protocol.OFBarrierReply;
import org.projectfloodlight.openflow.protocol.OFEchoRequest;
import org.projectfloodlight.openflow.protocol.OFFeaturesReply;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * The pair of bridges as the reference agent sees it, and all that it knows about failing over: a carrier that is lost
 * or a connection that ends moves the role at once, unasked and unconfirmed. It proves nothing and so may err; what it
 * shows is how fast the parts underneath can be.
 */
final class ReferencePair {
    private static final long TRANSACTION_READY = 1;
    private static final long TRANSACTION_CLOSED = 2;
    private static final long TRANSACTION_OPEN = 3;

    private final Messages messages = new Messages();
    private final Map<Connection, Integer> numbers = new HashMap<>();
    private final Connection[] ready = new Connection[3];
    /** Which bridges have yet to confirm the last move; by their numbers, as above. */
    private final boolean[] unanswered = new boolean[3];
    private final long firstDatapath;
    private ByteBuffer base = Messages.encode(List.of());
    private ByteBuffer takeRole = base;
    private ByteBuffer giveRole = base;
    /** What is sent only when the gate is confirmed; without groups nothing. */
    private ByteBuffer burst = base;
    private Instant gateAt = Instant.EPOCH;
    private int primary;
    private int takeovers;
    private long decidedNanos;
    private long gateNanos;

    ReferencePair(final long firstDatapath) {
        this.firstDatapath = firstDatapath;
    }

    /**
     * Tells which hosts there are, before the bridges connect; nothing is learned.
     *
     * @param inside MAC addresses behind the trunks
     * @param outside MAC addresses behind the uplinks
     * @param byGroups whether they are announced by groups, when the gate is confirmed, as Understudy does; else by a
     *     frame each, right behind what opens it
     */
    void setHosts(final List<MacAddress> inside, final List<MacAddress> outside, final boolean byGroups) {
        final var first = new ArrayList<>(messages.base(inside, outside));
        if (byGroups) {
            first.addAll(messages.groups(inside));
            burst = Messages.encode(messages.burst(inside.size()));
        }
        first.add(messages.barrier(TRANSACTION_READY));
        base = Messages.encode(first);
        giveRole = Messages.encode(List.of(messages.closeGate(), messages.barrier(TRANSACTION_CLOSED)));
        final var open = new ArrayList<>(messages.openGate());
        open.add(messages.barrier(TRANSACTION_OPEN));
        if (!byGroups) {
            inside.forEach(mac -> open.add(messages.announcement(mac)));
        }
        takeRole = Messages.encode(open);
    }

    /**
     * Gives the role to a bridge by request.
     *
     * @param bridge 1 or 2, connected
     */
    void moveTo(final int bridge) {
        if (ready[bridge] == null) {
            throw new IllegalArgumentException("bridge " + bridge + " is not connected");
        }
        move(bridge, System.nanoTime());
    }

    JsonObject status() {
        final var status = new JsonObject();
        status.addProperty("connected", (ready[1] == null ? 0 : 1) + (ready[2] == null ? 0 : 1));
        status.addProperty("primary", primary);
        status.addProperty("settled", !unanswered[1] && !unanswered[2]);
        status.addProperty("takeovers", takeovers);
        status.addProperty("gate_nanos", gateNanos);
        status.addProperty("gate_at", gateAt.toString());
        return status;
    }

    void onConnected(final Connection connection) throws IOException {
        connection.send(Messages.encode(messages.greeting()));
    }

    void onMessage(final Connection connection, final OFMessage message, final long now) throws IOException {
        switch (message) {
            case OFPortStatus status -> onPortStatus(connection, status, now);
            case OFBarrierReply reply -> onBarrier(connection, reply);
            case OFEchoRequest echo -> connection.send(Messages.encode(List.of(
                messages.echoReply(echo.getXid(), echo.getData()))));
            case OFFeaturesReply features -> onFeatures(connection, features);
            default -> {
                // Nothing else matters to it.
            }
        }
    }

    void onClosed(final Connection connection, final long now) {
        final var number = numbers.remove(connection);
        if (number != null && ready[number] == connection) {
            ready[number] = null;
            unanswered[number] = false;
            if (number == primary) {
                takeOver(now);
            }
        }
    }

    private void onFeatures(final Connection connection, final OFFeaturesReply features) throws IOException {
        final long number = features.getDatapathId().getLong() - firstDatapath + 1;
        if (number != 1 && number != 2) {
            throw new IOException("not a bridge of this pair: " + features.getDatapathId());
        }
        numbers.put(connection, (int) number);
        connection.send(base);
    }

    private void onBarrier(final Connection connection, final OFBarrierReply reply) throws IOException {
        final long transaction = reply.getXid();
        final int number = requireNonNull(numbers.get(connection));
        unanswered[number] = false;
        if (transaction == TRANSACTION_READY) {
            ready[number] = connection;
        }
        if (transaction == TRANSACTION_OPEN) {
            gateNanos = System.nanoTime() - decidedNanos;
            gateAt = Instant.now();
            if (burst.hasRemaining()) {
                connection.send(burst);
            }
        }
    }

    private void onPortStatus(final Connection connection, final OFPortStatus status, final long now) {
        final var number = numbers.get(connection);
        if (number == null || primary == 0 || !status.getDesc().getState().contains(OFPortState.LINK_DOWN)) {
            return;
        }
        final OFPort port = status.getDesc().getPortNo();
        final boolean carries = port.equals(Messages.TRUNK) || port.equals(Messages.UPLINK);
        if (number == primary ? carries : port.equals(Messages.PEER)) {
            takeOver(now);
        }
    }

    private void takeOver(final long now) {
        if (ready[3 - primary] != null) {
            takeovers++;
            move(3 - primary, now);
        }
    }

    private void move(final int to, final long now) {
        decidedNanos = now;
        primary = to;
        send(3 - to, giveRole);
        send(to, takeRole);
    }

    private void send(final int number, final ByteBuffer bytes) {
        if (ready[number] == null) {
            return;
        }
        try {
            unanswered[number] = true;
            ready[number].send(bytes);
        } catch (IOException e) {
            // Its end is seen where it is read.
            return;
        }
    }
}
