/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which connection may speak for a bridge.
 *
 * <p>A datapath id is a claim: whoever reaches the direct port can make it. So the connection must come from the
 * address from which the bridge is controlled, as far as openflowplugin has told that, and the first one stays until
 * it ends. Who gets past this can pretend to be the bridge, as one can who reaches openflowplugin's port; and it counts
 * only while the bridge is controlled by us, too. Let only the bridge hosts reach either port.
 */
public final class DirectAdmission implements AutoCloseable {
    private final DirectListener target;
    /** Connections that were let in, and below those of them that have reported ports. All are guarded by this. */
    private final Map<BridgeId, Claim> claims = new HashMap<>();
    private final Map<BridgeId, Claim> reporting = new HashMap<>();
    private final Map<BridgeId, InetAddress> addresses = new HashMap<>();
    private boolean closed;

    /**
     * A connection that says that it comes from a bridge.
     */
    interface Claim {
        /**
         * Returns the bridge that it says it is.
         *
         * @return the bridge
         */
        BridgeId bridge();

        /**
         * Returns the address from which it comes.
         *
         * @return the address
         */
        InetAddress address();

        /**
         * Returns what can be sent by it.
         *
         * @return itself
         */
        DirectLink link();

        /**
         * Ends it. Called by any thread.
         *
         * @param reason in words
         */
        void refuse(String reason);
    }

    /**
     * Creates the admission.
     *
     * @param target takes what the admitted connections tell
     */
    public DirectAdmission(final DirectListener target) {
        this.target = requireNonNull(target);
    }

    /**
     * Takes the address from which a bridge is controlled.
     *
     * @param bridge the bridge
     * @param address its address; empty if it is no longer known
     */
    public void located(final BridgeId bridge, final Optional<InetAddress> address) {
        final Claim wrong;
        synchronized (this) {
            if (address.isEmpty()) {
                addresses.remove(bridge);
                return;
            }
            addresses.put(bridge, address.orElseThrow());
            wrong = claims.get(bridge);
            if (wrong == null || wrong.address().equals(address.orElseThrow())) {
                return;
            }
            leave(wrong, false);
        }
        wrong.refuse(elsewhere(wrong, address.orElseThrow()));
    }

    /**
     * Lets a connection in.
     *
     * @param claim the connection
     * @return why it may not speak for the bridge; empty if it may
     */
    synchronized Optional<String> enter(final Claim claim) {
        final var address = addresses.get(claim.bridge());
        if (address != null && !address.equals(claim.address())) {
            return Optional.of(elsewhere(claim, address));
        }
        final var other = claims.putIfAbsent(claim.bridge(), claim);
        return other == null ? Optional.empty() : Optional.of(claim.bridge() + " is observed already, by a connection"
            + " from " + other.address().getHostAddress());
    }

    /**
     * Takes the ports that a connection reports.
     *
     * @param claim the connection
     * @param directory all ports
     */
    synchronized void observed(final Claim claim, final PortDirectory directory) {
        if (!closed && claims.get(claim.bridge()) == claim) {
            reporting.put(claim.bridge(), claim);
            target.observed(claim.bridge(), directory, claim.link());
        }
    }

    /**
     * Takes a frame that a flow of ours sent to the controller.
     *
     * @param claim the connection
     * @param kind of the flow
     * @param port where the frame came in
     * @param frame the frame
     */
    synchronized void received(final Claim claim, final FlowKind kind, final long port, final byte[] frame) {
        if (!closed && reporting.get(claim.bridge()) == claim) {
            target.received(claim.bridge(), kind, port, frame);
        }
    }

    /**
     * Takes a barrier reply that answers nothing.
     *
     * @param claim the connection
     */
    synchronized void strayBarrier(final Claim claim) {
        if (!closed && reporting.get(claim.bridge()) == claim) {
            target.strayBarrier(claim.bridge());
        }
    }

    /**
     * Takes the end of a connection.
     *
     * @param claim the connection, let in or not
     * @param byBridge whether the bridge ended it
     */
    synchronized void leave(final Claim claim, final boolean byBridge) {
        claims.remove(claim.bridge(), claim);
        if (reporting.remove(claim.bridge(), claim) && !closed) {
            target.unobserved(claim.bridge(), byBridge);
        }
    }

    /**
     * Reports nothing any more: that we end the connections ourselves says nothing about the bridges.
     */
    @Override
    public synchronized void close() {
        closed = true;
    }

    private static String elsewhere(final Claim claim, final InetAddress address) {
        return "it says that it is " + claim.bridge() + ", but that is controlled from " + address.getHostAddress();
    }
}
