/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.simulation;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.failover.Event;
import io.understudy.core.group.BridgeDriver;
import io.understudy.core.group.Burst;
import io.understudy.core.group.FoundHosts;
import io.understudy.core.group.GroupCoverage;
import io.understudy.core.group.Holdings;
import io.understudy.core.group.HostUpdate;
import io.understudy.core.group.HostsAnswer;
import io.understudy.core.group.OwnFrames;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the adapters to OpenFlow do: turns requests into messages that change one flow each and can be refused each, and
 * answers when a barrier behind them has passed.
 */
final class ChannelDriver implements BridgeDriver {
    private final World world;
    private final BridgeHost bridge;
    private final ControlChannel channel;
    private final Controller controller;
    private final Oracles oracles;
    private final Side side;
    private FoundHosts found = FoundHosts.NONE;
    private long failures;

    ChannelDriver(final World world, final BridgeHost bridge, final ControlChannel channel,
            final Controller controller, final Oracles oracles) {
        this.world = world;
        this.bridge = bridge;
        this.channel = channel;
        this.controller = controller;
        this.oracles = oracles;
        side = bridge.side();
    }

    @Override
    public void transmit(final Location location, final byte[] bytes) {
        final var passedOn = controller.passedOn();
        final var frame = passedOn.map(Frame::sentOn)
            .orElseGet(() -> new Frame(bytes, oracles.transmitted(side, location, new Frame(bytes))));
        final int port = portOf(location);
        channel.toBridge(() -> {
            passedOn.ifPresent(held -> oracles.passedOn(location, held));
            bridge.transmit(port, frame);
        });
    }

    @Override
    public void announce(final Location location, final List<byte[]> frames) {
        frames.forEach(frame -> transmit(location, frame));
    }

    @Override
    public int announcementRoom() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stopAnnouncing() {
        // what it was to send is on its way
    }

    @Override
    public void transmitToPeer(final byte[] bytes) {
        final var frame = new Frame(bytes);
        channel.toBridge(() -> bridge.transmit(bridge.peerPort(), frame));
    }

    @Override
    public void openGate(final long token) {
        world.trace(() -> "command: open " + side);
        oracles.opening(side);
        request(token, List.of(() -> {
            world.trace(() -> side + " opens its gate");
            bridge.standBy(false);
            return bridge.addGate();
        }), new Event.GateChanged(side, token, true));
    }

    @Override
    public boolean standBy() {
        world.trace(() -> "command: stand by " + side);
        channel.toBridge(() -> bridge.standBy(true));
        return true;
    }

    @Override
    public void renewGuard(final boolean forwards) {
        if (forwards) {
            channel.toBridge(() -> bridge.standBy(false));
        }
        channel.toBridge(bridge::addGuard);
    }

    @Override
    public void closeGate(final long token) {
        world.trace(() -> "command: close " + side);
        request(token, List.of(() -> {
            world.trace(() -> side + " closes its gate");
            return bridge.removeGate();
        }), new Event.GateChanged(side, token, false));
    }

    @Override
    public void barrier(final long token) {
        request(token, List.of(), new Event.BarrierAnswered(side, token));
    }

    @Override
    public void readFlows(final long token) {
        if (!begins(token)) {
            return;
        }
        channel.toBridge(() -> {
            final boolean open = bridge.flows().gate();
            final var hosts = ImmutableMap.<HostKey, Location>builder();
            final var partial = ImmutableSet.<HostKey>builder();
            bridge.flows().destinations().forEach((key, port) -> {
                hosts.put(hostOf(key), locationOf(port));
                if (!port.equals(bridge.flows().sources().get(key))) {
                    partial.add(hostOf(key));
                }
            });
            final var all = new FoundHosts(hosts.buildOrThrow(), partial.build());
            channel.answer(token, () -> controller.answer(side, () -> {
                found = all;
                return new Event.FlowsRead(side, token, open);
            }));
        });
    }

    @Override
    public FoundHosts takeFoundHosts() {
        final var taken = found;
        found = FoundHosts.NONE;
        oracles.found(side, taken.hosts());
        return taken;
    }

    @Override
    public void program(final long token, final Holdings held, final long puntRate,
            final Collection<Host> hosts) {
        if (!begins(token)) {
            return;
        }
        channel.toBridge(held.forwarding() ? () -> bridge.standBy(false) : () -> bridge.removeAllButGate(held.stale()
            .map(stale -> stale.stream().map(ChannelDriver::keyOf).toList())));
        channel.toBridge(bridge::removeMeter);
        // the flows follow when the meter before them was confirmed
        channel.toBridge(() -> channel.toController(() -> controller.whenAwake(() ->
            send(List.of(bridge::addBase), failure -> failed(token, failure), () -> channel.answer(token, () ->
                controller.answer(side, () -> new Event.Programmed(side, token)))))));
    }

    @Override
    public void update(final long token, final List<HostUpdate> updates) {
        final var refused = new LinkedHashSet<HostKey>();
        for (var update : updates) {
            final long key = keyOf(update.key());
            if (update.now().isEmpty()) {
                oracles.removing(key);
            }
            channel.toBridge(() -> {
                final boolean taken = update.now().map(host -> bridge.putHost(key, portOf(host.location())))
                    .orElseGet(() -> bridge.removeHost(key));
                if (!taken) {
                    refused.add(update.key());
                    oracles.refused(side);
                }
            });
        }
        channel.toBridge(() -> {
            final var answer = HostsAnswer.of(token, ImmutableSet.copyOf(refused),
                refused.isEmpty() ? Optional.empty() : Optional.of("table full"));
            channel.toController(() -> controller.hostsUpdated(side, answer));
        });
    }

    @Override
    public void announceBy(final AnnouncementMethod method, final Collection<Host> hosts) {
        // it has none
    }

    @Override
    public void regroup(final List<HostUpdate> updates) {
        // it has none
    }

    @Override
    public void updateGroups() {
        // it has none
    }

    @Override
    public Optional<Burst> burst() {
        return Optional.empty();
    }

    @Override
    public Optional<Burst> burstBehindGate() {
        return Optional.empty();
    }

    @Override
    public GroupCoverage groupCoverage() {
        return GroupCoverage.NONE;
    }

    @Override
    public void countHosts(final long token) {
        channel.toBridge(() -> {
            final var packets = new HashMap<HostKey, Long>();
            bridge.flows().packets().forEach((key, count) -> packets.put(hostOf(key), count));
            final var reading = new AgingOracle.Reading(world.now(), bridge.flows().usedAt());
            channel.toController(() -> controller.counted(side, token, packets, reading));
        });
    }

    @Override
    public void holdBack(final HostKey source) {
        // no station has a service tag
    }

    @Override
    public void countOwnFrames(final Consumer<OwnFrames> answer) {
        // it does not tell
    }

    @Override
    public void bound(final long puntRate) {
        channel.toBridge(bridge::removeMeter);
        channel.toBridge(bridge::addBase);
    }

    @Override
    public long failures() {
        return failures;
    }

    private boolean begins(final long token) {
        if (channel.isUp()) {
            channel.expect(token);
            return true;
        }
        controller.failed(side, token, "not connected");
        return false;
    }

    private void request(final long token, final List<BooleanSupplier> mods, final Event done) {
        if (begins(token)) {
            send(mods, failure -> failed(token, failure),
                () -> channel.answer(token, () -> controller.answer(side, () -> done)));
        }
    }

    private void failed(final long token, final String reason) {
        failures++;
        channel.answer(token, () -> controller.answer(side, () -> new Event.CommandFailed(side, token, reason)));
    }

    /** Sends flow-mods one by one and a barrier: a refusal is told at once, and does not stop the others. */
    private void send(final List<BooleanSupplier> mods, final Consumer<String> refused, final Runnable done) {
        final var refusals = new int[1];
        for (var mod : mods) {
            channel.toBridge(() -> {
                if (!mod.getAsBoolean() && refusals[0]++ == 0) {
                    oracles.refused(side);
                    refused.accept("table full");
                }
            });
        }
        channel.toBridge(() -> {
            if (refusals[0] == 0) {
                done.run();
            }
        });
    }

    private static int portOf(final Location location) {
        return location instanceof Location.Trunk trunk ? trunk.place() : 0;
    }

    private static Location locationOf(final int port) {
        return port == 0 ? Location.UPLINK : Location.trunk(port);
    }

    static long keyOf(final HostKey key) {
        return Frame.key(key.vlanId(), key.mac().value());
    }

    static HostKey hostOf(final long key) {
        return new HostKey((int) (key >>> 48), new MacAddress(key & 0xffff_ffff_ffffL));
    }
}
