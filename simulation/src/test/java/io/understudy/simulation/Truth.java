/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.failover.Gate;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is really so, whatever the controller believes. The oracles judge by this.
 */
final class Truth {
    private static final long LINGERING = 3 * Chance.SECOND / 2;
    private static final long LONGEST_FLIGHT = Frame.MAX_HOPS * Settings.LINK_DELAY;

    private final World world;
    private final Network network;
    private final Pair<ControlChannel> channels;
    private final Controller controller;
    private final Deque<Former> former = new ArrayDeque<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final long[] touchedAt = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2};
    private final long[] cutOffAt = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2};
    private final boolean[] maintenance = new boolean[2];
    private GroupConfiguration configuration;
    private Bounds bounds;
    private long configuredAt;
    private long watchChangedAt = Long.MIN_VALUE / 2;
    private long probedSince;
    private long renumberedAt = Long.MIN_VALUE / 2;
    private boolean everUnprobed;
    private long changedAt;
    private GroupState judged;
    private long circlingAt = Long.MIN_VALUE / 2;
    private long disorderAt = Long.MIN_VALUE / 2;
    private long requestedAt = Long.MIN_VALUE / 2;

    /**
     * A configuration by which the group worked for a time.
     *
     * @param since when it came, ns
     * @param until when another one took its place, ns
     */
    private record Former(GroupConfiguration configuration, Bounds bounds, long since, long until) {
    }

    Truth(final World world, final GroupConfiguration configuration, final Network network,
            final Pair<ControlChannel> channels, final Controller controller) {
        this.world = world;
        this.configuration = configuration;
        this.network = network;
        this.channels = channels;
        this.controller = controller;
        bounds = new Bounds(configuration, world.settings());
        everUnprobed = !configuration.pathProbe().enabled();
        probedSince = world.now();
        configuredAt = world.now();
        changedAt = world.now();
    }

    World world() {
        return world;
    }

    // Configurations

    /** The configuration by which the group works, or worked when it ended. */
    GroupConfiguration configuration() {
        return configuration;
    }

    /**
     * The group works by a configuration from now on.
     *
     * @return whether by another one than before
     */
    boolean configured(final GroupConfiguration now) {
        if (now.equals(configuration)) {
            return false;
        }
        final boolean watched = isUpstreamWatched();
        final boolean probed = configuration.pathProbe().enabled();
        former.addFirst(new Former(configuration, bounds, configuredAt, world.now()));
        configuration = now;
        bounds = new Bounds(now, world.settings());
        configuredAt = world.now();
        if (now.pathProbe().enabled() && !probed) {
            probedSince = world.now();
        }
        if (!now.bridges().preferred().trunkPorts().equals(former.getFirst().configuration().bridges().preferred()
            .trunkPorts())) {
            renumberedAt = world.now();
        }
        everUnprobed |= !now.pathProbe().enabled();
        if (watched != isUpstreamWatched() || probed != now.pathProbe().enabled()) {
            watchChangedAt = world.now();
        }
        changed();
        return true;
    }

    /** Since when the group works by this configuration, ns. */
    long configuredAt() {
        return configuredAt;
    }

    /** Since when path probes are switched on, if they are, ns. */
    long probedSince() {
        return probedSince;
    }

    /** When trunks last became other ones, so that both bridges are programmed as if they had just connected, ns. */
    long renumberedAt() {
        return renumberedAt;
    }

    /** Whether they were ever switched off, so that two bridges may have forwarded for long. */
    boolean wasEverUnprobed() {
        return everUnprobed;
    }

    /** When it last changed whether anything can tell that an announcement did not arrive, ns. */
    long watchChangedAt() {
        return watchChangedAt;
    }

    /** The configurations by which the group worked at a time: two if that is when it changed. */
    Stream<GroupConfiguration> configurationsAt(final long time) {
        return Stream.concat(Stream.of(configuration).filter(now -> time >= configuredAt), former.stream()
            .filter(before -> time >= before.since() && time <= before.until()).map(Former::configuration));
    }

    /** The configurations whose timers a decision may rest on that is made now. */
    private Stream<Former> recent() {
        return Stream.concat(Stream.of(new Former(configuration, bounds, configuredAt, Long.MAX_VALUE)),
            former.stream().filter(before -> world.now() - before.until() <= before.bounds().cause()));
    }

    /** How long evidence may be old on which a failover rests: as long as by any of these, ns. */
    private long cause() {
        return recent().mapToLong(recent -> recent.bounds().cause()).max().orElseThrow();
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

    /** When anything last befell the way of frames through a bridge, ns. */
    long touchedAt(final Side side) {
        return touchedAt[side.ordinal()];
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
        return world.now() - requestedAt <= cause() + 5 * Chance.SECOND;
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
        return recent().anyMatch(recent -> isImpaired(side, recent.configuration())) || decidedAt - touched <= cause();
    }

    private boolean isImpaired(final Side side, final GroupConfiguration by) {
        return !bridge(side).isWell() || !bridge(side).flows().forwards() || !network.uplink(side).isFlawless()
            || trunks(side, by).anyMatch(link -> !link.isFlawless())
            || Configurations.isAnswered(by.upstream()) && !network.upstream(side).isFlawless();
    }

    /** The trunks that the group works by. */
    List<Link> trunks(final Side side) {
        return trunks(side, configuration).toList();
    }

    private Stream<Link> trunks(final Side side, final GroupConfiguration by) {
        return TrunkPorts.of(by.bridges().get(side)).numbers().stream()
            .map(number -> network.trunks(side).get(number - 1));
    }

    /** Whether a station stands behind a trunk that the group works by. */
    boolean isInside(final Station station) {
        return network.isLocal(station)
            && TrunkPorts.of(configuration.bridges().preferred()).contains(station.place() + 1);
    }

    /** Whether everything on the way through a bridge but the bridge itself is as it should be. */
    boolean isWayFlawless(final Side side) {
        return network.uplink(side).isFlawless() && network.upstream(side).isFlawless()
            && trunks(side, configuration).allMatch(Link::isFlawless);
    }

    /** Whether anything can tell that an announcement of the primary did not arrive. */
    boolean isAnnouncementWatched() {
        final var sender = state().primary().orElse(Side.PREFERRED).other();
        return isUpstreamWatched() || configuration.pathProbe().enabled() && isWayFlawless(sender)
            && channel(sender).isResponsive();
    }

    boolean isUpstreamWatched() {
        return Configurations.isAnswered(configuration.upstream());
    }

    /** Whether a bridge can neither be reached by the controller nor by the other bridge, now or lately. */
    boolean isCutOff(final Side side, final long decidedAt) {
        final boolean reachable = channel(side).isResponsive() && channel(side).isFlawless()
            || network.peerLink().isFlawless();
        return !reachable || decidedAt - cutOffAt[side.ordinal()] <= cause();
    }
}
