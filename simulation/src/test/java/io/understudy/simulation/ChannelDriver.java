/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Event;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    /** The flows that were read last. */
    private Optional<Snapshot> found = Optional.empty();
    private GroupConfiguration configuration;
    /** By which it works, once they are known. */
    private Optional<TrunkPorts> trunks = Optional.empty();
    /** Whether flows of former trunks may be in the bridge. */
    private boolean replaced;
    private long failures;

    private record Snapshot(boolean open, Map<Long, Integer> hosts, Map<Long, Integer> sources) {
    }

    ChannelDriver(final World world, final BridgeHost bridge, final ControlChannel channel,
            final Controller controller, final Oracles oracles) {
        this.world = world;
        this.bridge = bridge;
        this.channel = channel;
        this.controller = controller;
        this.oracles = oracles;
        side = bridge.side();
    }

    /** A group begins to work with it. */
    void begin(final GroupConfiguration first) {
        configuration = first;
        trunks = Optional.empty();
        found = Optional.empty();
        replaced = false;
    }

    /** Takes a new configuration; its ports count when {@link #resolve} is called next. */
    void configure(final GroupConfiguration now) {
        configuration = now;
    }

    /** The trunks by which it works, if they are known. */
    Optional<TrunkPorts> trunks() {
        return trunks;
    }

    /** Finds the links of the configured ports among those of all ports. */
    Ports resolve(final Ports all) {
        final var now = TrunkPorts.of(configuration.bridges().get(side));
        replaced |= trunks.isPresent() && !trunks.orElseThrow().equals(now);
        trunks = Optional.of(now);
        return now.pick(all);
    }

    private TrunkPorts plan() {
        return trunks.orElseThrow();
    }

    private int portOf(final Location location) {
        return plan().numberOf(location);
    }

    @Override
    public void transmit(final Location location, final byte[] bytes) {
        if (trunks.isEmpty()) {
            return;
        }
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
            final var all = new Snapshot(bridge.flows().gate(), Map.copyOf(bridge.flows().destinations()),
                Map.copyOf(bridge.flows().sources()));
            channel.answer(token, () -> controller.answer(side, () -> {
                found = Optional.of(all);
                return new Event.FlowsRead(side, token, all.open());
            }));
        });
    }

    @Override
    public FoundHosts takeFoundHosts() {
        final var taken = found;
        found = Optional.empty();
        return taken.map(this::located).orElse(FoundHosts.NONE);
    }

    private FoundHosts located(final Snapshot snapshot) {
        final var hosts = ImmutableMap.<HostKey, Location>builder();
        final var partial = ImmutableSet.<HostKey>builder();
        final var astray = ImmutableSet.<HostKey>builder();
        final var known = new HashMap<Long, Integer>();
        snapshot.hosts().forEach((key, port) -> plan().locationOf(port).ifPresentOrElse(location -> {
            known.put(key, port);
            hosts.put(hostOf(key), location);
            if (!Integer.valueOf(placeOf(location)).equals(snapshot.sources().get(key))) {
                partial.add(hostOf(key));
            }
        }, () -> astray.add(hostOf(key))));
        oracles.found(side, known);
        return new FoundHosts(hosts.buildOrThrow(), partial.build(), astray.build());
    }

    @Override
    public void program(final long token, final InstalledState held, final long puntRate,
            final Collection<Host> hosts) {
        if (!begins(token)) {
            return;
        }
        channel.toBridge(held.forwarding() ? () -> bridge.standBy(false) : () -> bridge.removeAllButGate(held.stale()
            .map(stale -> stale.stream().map(ChannelDriver::keyOf).toList())));
        channel.toBridge(bridge::removeMeter);
        final var now = plan();
        // the flows follow when the meter before them was confirmed
        channel.toBridge(() -> channel.toController(() -> controller.whenAwake(() ->
            send(List.of(() -> bridge.addBase(now)), failure -> failed(token, failure), () -> removeFormer(now, () ->
                channel.answer(token, () -> controller.answer(side, () -> new Event.Programmed(side, token))))))));
    }

    /** When the flows for the present trunks are there, those for former ones go. */
    private void removeFormer(final TrunkPorts now, final Runnable done) {
        if (!replaced) {
            done.run();
            return;
        }
        channel.toController(() -> controller.whenAwake(() -> {
            replaced = false;
            send(List.of(() -> bridge.removeFormer(now)), failure -> { }, done);
        }));
    }

    @Override
    public void update(final long token, final List<HostUpdate> updates) {
        final var refused = new LinkedHashSet<HostKey>();
        for (var update : updates) {
            final long key = keyOf(update.key());
            if (update.now().isEmpty()) {
                oracles.removing(key);
            }
            final BooleanSupplier mod = update.now().map(host -> writing(key, host.location()))
                .orElseGet(() -> () -> bridge.removeHost(key));
            channel.toBridge(() -> {
                final boolean taken = mod.getAsBoolean();
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

    private BooleanSupplier writing(final long key, final Location location) {
        final int port = portOf(location);
        return () -> bridge.putHost(key, port, placeOf(location));
    }

    private static int placeOf(final Location location) {
        return location instanceof Location.Trunk trunk ? trunk.place() : 0;
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
    public AnnouncementGroupCoverage announcementGroupCoverage() {
        return AnnouncementGroupCoverage.NONE;
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
        final var now = plan();
        channel.toBridge(bridge::removeMeter);
        channel.toBridge(() -> bridge.addBase(now));
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

    static long keyOf(final HostKey key) {
        return Frame.key(key.vlanId(), key.mac().value());
    }

    static HostKey hostOf(final long key) {
        return new HostKey((int) (key >>> 48), new MacAddress(key & 0xffff_ffff_ffffL));
    }
}
