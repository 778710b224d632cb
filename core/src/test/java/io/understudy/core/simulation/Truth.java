/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.simulation;

import io.understudy.core.failover.Gate;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * What is really so, whatever the controller believes. The oracles judge by this.
 */
final class Truth {
    private static final long LINGERING = 3 * Chance.SECOND / 2;
    private static final long LONGEST_FLIGHT = Frame.MAX_HOPS * Settings.LINK_DELAY;

    private final World world;
    private final GroupConfiguration configuration;
    private final Network network;
    private final Pair<ControlChannel> channels;
    private final Controller controller;
    private final Bounds bounds;
    private final List<Runnable> listeners = new ArrayList<>();
    private final long[] touchedAt = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2};
    private final long[] cutOffAt = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2};
    private final boolean[] maintenance = new boolean[2];
    private long changedAt;
    private GroupState judged;
    private long circlingAt = Long.MIN_VALUE / 2;
    private long disorderAt = Long.MIN_VALUE / 2;
    private long requestedAt = Long.MIN_VALUE / 2;

    Truth(final World world, final GroupConfiguration configuration, final Network network,
            final Pair<ControlChannel> channels, final Controller controller) {
        this.world = world;
        this.configuration = configuration;
        this.network = network;
        this.channels = channels;
        this.controller = controller;
        bounds = new Bounds(configuration, world.settings());
        changedAt = world.now();
    }

    World world() {
        return world;
    }

    GroupConfiguration configuration() {
        return configuration;
    }

    Network network() {
        return network;
    }

    Controller controller() {
        return controller;
    }

    Bounds bounds() {
        return bounds;
    }

    BridgeHost bridge(final Side side) {
        return network.bridge(side);
    }

    ControlChannel channel(final Side side) {
        return channels.get(side);
    }

    GroupState state() {
        return controller.state();
    }

    // What happened

    void onChange(final Runnable listener) {
        listeners.add(listener);
    }

    /** Something changed that may matter to anybody. */
    void changed() {
        changedAt = world.now();
        listeners.forEach(Runnable::run);
    }

    /** Something befell the way of frames through a bridge: its process, its links, the switch behind its uplink. */
    void touched(final Side side) {
        touchedAt[side.ordinal()] = world.now();
        changed();
    }

    /** Frames went round through both bridges, or old ones came out of the queue of a bridge that hung. */
    void disorder() {
        disorderAt = world.now();
    }

    /** Called once a step: a bridge that wakes works off old frames. */
    void watchDisorder() {
        if (bridge(Side.PREFERRED).isWaking() || bridge(Side.ALTERNATE).isWaking()) {
            disorder();
        }
    }

    /**
     * Called once a step: frames may come round while the controller does not know that one bridge is closed, and those
     * that it let through before may still wait at the one whose gate is opened.
     */
    void watchCircling() {
        if (controller.isRunning() && state() != judged) {
            judged = state();
            final var primary = judged.primary();
            if (primary.isEmpty() || judged.bridge(primary.orElseThrow().other()).gate() != Gate.CLOSED
                || judged.bridge(primary.orElseThrow()).gate() != Gate.OPEN) {
                circlingAt = world.now();
            }
        }
    }

    /** Whether the controller knows for a while already that frames cannot come round. */
    boolean isCirclingOver() {
        return world.now() - circlingAt > LINGERING;
    }

    boolean wasDisordered() {
        return disorderAt >= World.START;
    }

    /** When frames may last have been on their way that went round, or that came out of a queue, ns. */
    long disorderAt() {
        return Math.max(disorderAt, network.reach().crossedAt()) + LONGEST_FLIGHT;
    }

    /** Something befell the connection of a bridge to the controller, or the link between the bridges. */
    void cutOff(final Side side) {
        cutOffAt[side.ordinal()] = world.now();
        changed();
    }

    /** An operator wants the role elsewhere. */
    void requested() {
        requestedAt = world.now();
        changed();
    }

    void maintenance(final Side side, final boolean enabled) {
        maintenance[side.ordinal()] = enabled;
        requested();
    }

    boolean isInMaintenance(final Side side) {
        return maintenance[side.ordinal()];
    }

    long changedAt() {
        return changedAt;
    }

    boolean wasRequested() {
        return world.now() - requestedAt <= bounds.cause() + 5 * Chance.SECOND;
    }

    // What is so

    /** Whether the bridges have room for the flows of all hosts. */
    boolean hasRoom() {
        return network.locals().size() + network.remotes().size() <= world.settings().maxHostFlows();
    }

    /** Whether frames can pass through a bridge at all now, in either direction. */
    boolean forwards(final Side side) {
        return bridge(side).forwardsInward() || bridge(side).forwardsOutward();
    }

    /** Whether the way through a bridge is touched now, or was lately enough to be the cause of a decision. */
    boolean isTouched(final Side side, final long decidedAt) {
        final long touched = Math.max(touchedAt[side.ordinal()], bridge(side).filledAt());
        return isImpaired(side) || decidedAt - touched <= bounds.cause();
    }

    private boolean isImpaired(final Side side) {
        return !bridge(side).isWell() || !bridge(side).flows().forwards() || !network.uplink(side).isFlawless()
            || network.trunks(side).stream().anyMatch(link -> !link.isFlawless())
            || isUpstreamWatched() && !network.upstream(side).isFlawless();
    }

    /** Whether anything can tell that an announcement of the primary did not arrive. */
    boolean isAnnouncementWatched() {
        final var sender = state().primary().orElse(Side.PREFERRED).other();
        return isUpstreamWatched() || configuration.pathProbe().enabled() && network.isWayFlawless(sender)
            && channel(sender).isResponsive();
    }

    boolean isUpstreamWatched() {
        return !configuration.upstream().targets().isEmpty();
    }

    /** Whether a bridge can neither be reached by the controller nor by the other bridge, now or lately. */
    boolean isCutOff(final Side side, final long decidedAt) {
        final boolean reachable = channel(side).isResponsive() && channel(side).isFlawless()
            || network.peerLink().isFlawless();
        return !reachable || decidedAt - cutOffAt[side.ordinal()] <= bounds.cause();
    }
}
