/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/**
 * The machines and cables of a run.
 *
 * <pre>
 *   local stations
 *        |
 *   hypervisor's switches, one for each trunk
 *     |          |
 *   bridge --- bridge
 *     |          |
 *   switch     switch
 *     +-- core --+--- remote stations
 * </pre>
 */
final class Network {
    private static final long LOCAL_MACS = 0x02_00_00_00_00_10L;
    private static final long REMOTE_MACS = 0x02_00_00_00_00_80L;
    private static final int FIRST_ADDRESS = 0x0a000000;

    private final World world;
    private final Pair<BridgeHost> bridges;
    private final Pair<List<Link>> trunks = new Pair<>(new ArrayList<>(), new ArrayList<>());
    private final Pair<Link> uplinks;
    private final Pair<Link> upstreams;
    private final Link peerLink;
    private final LearningSwitch core;
    private final List<LearningSwitch> hypervisor = new ArrayList<>();
    private final List<Station> locals = new ArrayList<>();
    private final List<Station> remotes = new ArrayList<>();
    private final Reach reach;
    private final Homecomings homecomings = new Homecomings();
    private final List<Replayer> replayers = new ArrayList<>();

    /**
     * Lays everything out.
     *
     * @param configuration of the group
     * @param localCount local stations
     * @param remoteCount remote stations; the first of them is the gateway
     * @param tagged whether every second local station is in a VLAN of its own, with the last remote one
     * @param ears takes what the stations hear
     */
    Network(final World world, final GroupConfiguration configuration, final int localCount, final int remoteCount,
            final boolean tagged, final Ears ears) {
        this.world = world;
        final long agingTime = world.settings().agingTime();
        final var preferred = configuration.bridges().preferred().id();
        final var alternate = configuration.bridges().alternate().id();
        bridges = new Pair<>(new BridgeHost(world, Side.PREFERRED, preferred, alternate),
            new BridgeHost(world, Side.ALTERNATE, alternate, preferred));
        reach = new Reach(world);
        core = new LearningSwitch(world.agenda(), "core", agingTime);
        uplinks = new Pair<>(link("uplink of PREFERRED"), link("uplink of ALTERNATE"));
        upstreams = new Pair<>(cable("upstream of PREFERRED"), cable("upstream of ALTERNATE"));
        peerLink = link("peer link");
        for (int trunk = 1; trunk <= world.settings().trunks(); trunk++) {
            hypervisor.add(new LearningSwitch(world.agenda(), "hypervisor " + trunk, agingTime));
        }
        for (var side : Side.values()) {
            lay(side, agingTime);
        }
        for (int index = 0; index < localCount; index++) {
            final boolean inVlan = tagged && index % 2 == 1;
            locals.add(station("local " + index, LOCAL_MACS + index, inVlan ? 10 : 0, 16 + index, ears));
            locals.get(index).moveTo(index % world.settings().trunks());
        }
        for (int index = 0; index < remoteCount; index++) {
            final boolean inVlan = tagged && index == 1;
            remotes.add(station("remote " + index, REMOTE_MACS + index, inVlan ? 10 : 0, 1 + index, ears));
            remotes.get(index).moveTo(world.settings().trunks());
        }
        listen();
    }

    /**
     * Replayers see all that passes their switch. No switch learns from what they send, so they do not draw the
     * addresses of probes to themselves: what is tried here is what they say, not what they take away.
     */
    private void listen() {
        final var outsider = replayer("outsider", core);
        core.onFrame(frame -> {
            reach.heard(frame);
            outsider.hear(frame);
        });
        for (var at : hypervisor) {
            final var guest = replayer("guest", at);
            at.onFrame(frame -> {
                reach.heardInside(frame);
                guest.hear(frame);
            });
        }
        for (int end = 0; end < 2; end++) {
            final int towards = end;
            final var between = new Replayer(world, "somebody at the peer link",
                frame -> peerLink.inject(towards, frame));
            peerLink.onFrame(between::hear);
            replayers.add(between);
        }
    }

    private Replayer replayer(final String name, final LearningSwitch at) {
        final var cable = cable(name);
        at.connect(new Port(cable, 1), true);
        cable.connect(0, new Deaf(), 0);
        final var replayer = new Replayer(world, name, new Port(cable, 0)::send);
        replayers.add(replayer);
        return replayer;
    }

    /** The end of a cable from which only is sent. */
    private record Deaf() implements Node {
        @Override
        public void receive(final int port, final Frame frame) {
            // it hears more elsewhere
        }

        @Override
        public void carrierChanged(final int port, final boolean up) {
            // it sends all the same
        }
    }

    List<Replayer> replayers() {
        return replayers;
    }

    /** Takes what stations hear. */
    @FunctionalInterface
    interface Ears {
        void heard(Station station, long number);
    }

    private Link link(final String name) {
        return new Link(world.agenda(), world.chance(), name, Settings.LINK_DELAY);
    }

    private Link cable(final String name) {
        return new Link(world.agenda(), world.chance(), name, 0);
    }

    private void lay(final Side side, final long agingTime) {
        final var bridge = bridges.get(side);
        final var access = new LearningSwitch(world.agenda(), "switch of " + side, agingTime);
        uplinks.get(side).onLoss(reach::lost);
        upstreams.get(side).onLoss(reach::lost);
        bridge.connect(0, new Port(uplinks.get(side), 0));
        access.connect(new Port(uplinks.get(side), 1), true);
        access.connect(new Port(upstreams.get(side), 0), true);
        core.connect(new Port(upstreams.get(side), 1), true);
        for (int trunk = 1; trunk <= hypervisor.size(); trunk++) {
            final var link = link("trunk " + trunk + " of " + side);
            trunks.get(side).add(link);
            bridge.connect(trunk, new Port(link, 0));
            hypervisor.get(trunk - 1).connect(new Port(link, 1), world.settings().hypervisorLearns());
        }
        bridge.connect(bridge.peerPort(), new Port(peerLink, side.ordinal()));
    }

    private Station station(final String name, final long mac, final int vlan, final int number, final Ears ears) {
        final var self = new Station[1];
        final var station = new Station(world, name, new HostKey(vlan, new MacAddress(mac)), address(number),
            hypervisor.size() + 1, heard -> ears.heard(self[0], heard), homecomings);
        self[0] = station;
        for (int place = 0; place <= hypervisor.size(); place++) {
            final var cable = cable(name);
            final var at = place == hypervisor.size() ? core : hypervisor.get(place);
            at.connect(new Port(cable, 1), true);
            station.connect(place, new Port(cable, 0));
        }
        return station;
    }

    static Inet4Address address(final int number) {
        return InetAddresses.fromInteger(FIRST_ADDRESS + number);
    }

    BridgeHost bridge(final Side side) {
        return bridges.get(side);
    }

    Link uplink(final Side side) {
        return uplinks.get(side);
    }

    Link upstream(final Side side) {
        return upstreams.get(side);
    }

    List<Link> trunks(final Side side) {
        return trunks.get(side);
    }

    Link peerLink() {
        return peerLink;
    }

    Homecomings homecomings() {
        return homecomings;
    }

    Reach reach() {
        return reach;
    }

    List<Station> locals() {
        return locals;
    }

    List<Station> remotes() {
        return remotes;
    }

    Station gateway() {
        return remotes.getFirst();
    }

    /** The number of the place outside. */
    int outside() {
        return hypervisor.size();
    }

    boolean isLocal(final Station station) {
        return station.place() < outside();
    }

    /** The remote station that a local one can speak with. */
    Station partnerOf(final Station local) {
        return remotes.stream().filter(remote -> remote.key().vlanId() == local.key().vlanId()).findFirst()
            .orElseThrow();
    }
}
