/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * The connection between a bridge and the controller: ordered, delayed, and now and then cut. What was sent on one
 * connection never arrives on the next. A silent cut holds everything back until it is healed, or until one end loses
 * patience; the other end hears of that only if the way is open.
 */
final class ControlChannel {
    private static final long LEAST_DELAY = 50 * Chance.MICRO;
    private static final long LONGEST_GAP = 100 * Chance.MICRO;

    private final World world;
    private final BridgeHost bridge;
    private final Controller controller;
    private final Queue<Runnable> heldToBridge = new ArrayDeque<>();
    private final Queue<Runnable> heldToController = new ArrayDeque<>();
    /** Requests that are under way on the present connection. */
    private final Set<Long> pending = new HashSet<>();

    private int connection;
    private boolean bridgeEnd;
    private boolean controllerEnd;
    private long toBridgeAt = World.START;
    private long toControllerAt = World.START;
    private int stalls;
    private long slowness;
    private int patience;
    private boolean connecting;
    private int attempts;
    /** Since when the bridge answers everything at once, ns; {@link Long#MAX_VALUE} while it does not. */
    private long responsiveSince = Long.MAX_VALUE;

    private Runnable listener = () -> { };

    ControlChannel(final World world, final BridgeHost bridge, final Controller controller) {
        this.world = world;
        this.bridge = bridge;
        this.controller = controller;
    }

    /** Calls a listener whenever it becomes responsive, or is no longer. */
    void onChange(final Runnable newListener) {
        listener = newListener;
    }

    private long delay() {
        return world.chance().between(LEAST_DELAY, world.settings().channelDelay()) + slowness;
    }

    // Messages

    boolean isUp() {
        return controllerEnd;
    }

    /** Sends a message to the bridge. */
    void toBridge(final Runnable message) {
        if (!controllerEnd) {
            return;
        }
        toBridgeAt = Math.max(toBridgeAt + world.chance().between(0, LONGEST_GAP), world.now() + delay());
        final int on = connection;
        world.agenda().at(toBridgeAt, () -> {
            if (on != connection || !bridgeEnd) {
                return;
            }
            if (stalls > 0 || !heldToBridge.isEmpty()) {
                heldToBridge.add(message);
            } else {
                bridge.message(message);
            }
        });
    }

    /** Sends a message to the controller. */
    void toController(final Runnable message) {
        if (!bridgeEnd) {
            return;
        }
        toControllerAt = Math.max(toControllerAt, world.now() + delay());
        final int on = connection;
        world.agenda().at(toControllerAt, () -> {
            if (on != connection || !controllerEnd) {
                return;
            }
            if (stalls > 0 || !heldToController.isEmpty()) {
                heldToController.add(message);
            } else {
                message.run();
            }
        });
    }

    void packetIn(final PacketKind kind, final int port, final Frame frame) {
        toController(() -> controller.packet(bridge.side(), kind, port, frame));
    }

    void portStatus() {
        if (bridgeEnd) {
            final var ports = ports();
            toController(() -> controller.ports(bridge.side(), ports));
        }
    }

    private Ports ports() {
        final var trunks = ImmutableList.<EvidenceState>builder();
        for (int trunk = 1; trunk < bridge.peerPort(); trunk++) {
            trunks.add(linkState(trunk));
        }
        return new Ports(linkState(0), trunks.build(), linkState(bridge.peerPort()));
    }

    private EvidenceState linkState(final int port) {
        return bridge.port(port).carrier() ? EvidenceState.UP : EvidenceState.DOWN;
    }

    /** Notes a request whose answer is waited for. */
    void expect(final long token) {
        pending.add(token);
    }

    /** Brings an answer from the bridge, once. */
    void answer(final long token, final Runnable answer) {
        toController(() -> {
            if (pending.remove(token)) {
                answer.run();
            }
        });
    }

    // Connections

    /** Whether the controller can reach the bridge, and the bridge answers. */
    boolean isResponsive() {
        return controllerEnd && bridgeEnd && stalls == 0 && bridge.isWell();
    }

    /** How long it has been so, ns; negative if it is not. */
    long responsiveFor() {
        return isResponsive() && responsiveSince != Long.MAX_VALUE ? world.now() - responsiveSince : -1;
    }

    boolean isStalled() {
        return stalls > 0;
    }

    boolean isFlawless() {
        return stalls == 0 && slowness == 0;
    }

    void responsivenessChanged() {
        final boolean responsive = isResponsive();
        if (responsive != (responsiveSince != Long.MAX_VALUE)) {
            responsiveSince = responsive ? world.now() : Long.MAX_VALUE;
            listener.run();
        }
        final int round = ++patience;
        if (controllerEnd && !responsive) {
            world.agenda().after(world.settings().idleTimeout(), () -> controllerLosesPatience(round));
        }
        if (bridgeEnd && stalls > 0) {
            world.agenda().after(world.settings().inactivity(), () -> bridgeLosesPatience(round));
        }
    }

    private void controllerLosesPatience(final int round) {
        if (round != patience || !controllerEnd) {
            return;
        }
        if (controller.isPaused()) {
            world.agenda().after(world.settings().idleTimeout(), () -> controllerLosesPatience(round));
            return;
        }
        world.trace(() -> bridge + ": the controller closes the silent connection");
        closeByController();
    }

    private void bridgeLosesPatience(final int round) {
        if (round == patience && bridgeEnd && bridge.isWell()) {
            world.trace(() -> bridge + " closes the silent connection");
            bridgeEnd = false;
            responsivenessChanged();
            reconnect();
        }
    }

    /** The controller ends the connection; the bridge hears of it behind all else, if the way is open. */
    void closeByController() {
        if (!controllerEnd) {
            return;
        }
        // the message that ends it goes behind the others
        toBridge(() -> {
            bridgeEnd = false;
            responsivenessChanged();
            reconnect();
        });
        controllerEnd = false;
        lost();
    }

    private void lost() {
        heldToController.clear();
        final var failed = Set.copyOf(pending);
        pending.clear();
        controller.lost(bridge.side(), failed);
        responsivenessChanged();
    }

    /** The connection ends with the bridge's process; the controller hears of it if the way is open. */
    void closeByBridge(final long delay) {
        if (!bridgeEnd) {
            return;
        }
        toControllerAt = Math.max(toControllerAt, world.now() + delay);
        toController(() -> {
            controllerEnd = false;
            lost();
        });
        vanish();
    }

    /** The bridge is gone from the connection without a word. */
    void vanish() {
        bridgeEnd = false;
        heldToBridge.clear();
        responsivenessChanged();
    }

    /** The bridge tries to connect, again and again. */
    void reconnect() {
        if (!connecting) {
            connecting = true;
            attempts = 0;
            final long wait = world.chance().between(Chance.MILLI, world.settings().reconnectDelay());
            world.agenda().after(wait, this::attempt);
        }
    }

    private void attempt() {
        if (!bridge.isRunning()) {
            connecting = false;
            return;
        }
        if (bridgeEnd) {
            connecting = false;
            return;
        }
        final boolean possible = stalls == 0 && bridge.isWell() && controller.isRunning() && !controller.isPaused();
        if (possible && controllerEnd) {
            // the controller takes it for a second connection of the same bridge, and closes both
            world.trace(() -> bridge + " connects while its old connection seems to be alive: both are closed");
            controllerEnd = false;
            lost();
        } else if (possible) {
            connecting = false;
            connected();
            return;
        }
        final long wait = world.settings().reconnectDelay() << Math.min(2, attempts++);
        world.agenda().after(world.chance().between(wait / 2, wait), this::attempt);
    }

    /** Connects at once. */
    void connected() {
        connection++;
        bridgeEnd = true;
        controllerEnd = true;
        heldToBridge.clear();
        heldToController.clear();
        pending.clear();
        responsiveSince = Long.MAX_VALUE;
        world.trace(() -> bridge + " is connected");
        responsivenessChanged();
        controller.connected(bridge.side());
        portStatus();
    }

    // Faults

    /** Silently cuts the way. */
    void stall() {
        stalls++;
        responsivenessChanged();
    }

    void unstall() {
        if (--stalls > 0) {
            return;
        }
        responsivenessChanged();
        release(heldToBridge, true);
        release(heldToController, false);
    }

    private void release(final Queue<Runnable> held, final boolean towardsBridge) {
        if (held.isEmpty() || stalls > 0) {
            return;
        }
        final int on = connection;
        world.agenda().after(LEAST_DELAY, () -> {
            if (on != connection || held.isEmpty() || stalls > 0) {
                return;
            }
            final var message = held.remove();
            if (!towardsBridge) {
                if (controllerEnd) {
                    message.run();
                }
            } else if (bridgeEnd) {
                bridge.message(message);
            }
            release(held, towardsBridge);
        });
    }

    /** Makes everything slower, ns. */
    void slow(final long more) {
        slowness += more;
    }
}
