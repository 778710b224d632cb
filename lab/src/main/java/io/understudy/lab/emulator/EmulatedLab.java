/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The picture of the testbed in memory: two emulated bridges, the hypervisor's switch and physical switches around
 * them, and many hosts. The ports have the names and numbers of the testbed's, so one configuration is good for both.
 */
public final class EmulatedLab implements AutoCloseable {
    private static final int TRUNK = 1;
    private static final int UPLINK = 2;
    private static final int PEER = 3;

    private final Topology topology;
    private final EmulatedNetwork network = new EmulatedNetwork();
    private final List<Side> sides = new ArrayList<>();
    private final Link peerLink;
    private final HostSet localHosts;
    private final HostSet outsideHosts;
    private int streams;

    private record Side(EmulatedBridge bridge, LearningSwitch physical, Port uplinkEnd, Link trunk, Link uplink,
            Link upstream) {
    }

    private EmulatedLab(final Topology topology) {
        this.topology = requireNonNull(topology);
        final var controllers = Stream.concat(Stream.of(topology.controller()), topology.direct().stream())
            .map(EmulatedLab::address).toList();
        final var hypervisor = new LearningSwitch(network);
        final var core = new LearningSwitch(network);
        localHosts = new HostSet(network, "local hosts",
            IntStream.rangeClosed(1, topology.hosts()).mapToObj(topology::localHost).toList());
        outsideHosts = new HostSet(network, "outside hosts",
            IntStream.rangeClosed(1, topology.remotes()).mapToObj(topology::outsideHost).toList());
        for (int number = 1; number <= 2; number++) {
            sides.add(side(number, controllers, hypervisor, core));
        }
        final var hostPort = hypervisor.addPort("lpars");
        hypervisor.floodNothingUnknownTo(hostPort);
        new Link(hostPort, localHosts.port());
        new Link(core.addPort("out"), outsideHosts.port());
        peerLink = new Link(sides.get(0).bridge.port(PEER), sides.get(1).bridge.port(PEER));
    }

    /**
     * Raises a lab whose bridges connect to the topology's controllers.
     *
     * @param topology its hosts, datapath ids and controllers
     * @return the lab
     */
    public static EmulatedLab up(final Topology topology) {
        final var lab = new EmulatedLab(topology);
        lab.sides.forEach(side -> side.bridge.start());
        return lab;
    }

    /**
     * What it consists of.
     *
     * @return its topology
     */
    public Topology topology() {
        return topology;
    }

    /**
     * The network.
     *
     * @return the network
     */
    public EmulatedNetwork network() {
        return network;
    }

    /**
     * A bridge.
     *
     * @param number 1 or 2
     * @return the bridge
     */
    public EmulatedBridge bridge(final int number) {
        return side(number).bridge;
    }

    /**
     * The hosts behind the trunks.
     *
     * @return the hosts
     */
    public HostSet localHosts() {
        return localHosts;
    }

    /**
     * The hosts behind the uplinks.
     *
     * @return the hosts
     */
    public HostSet outsideHosts() {
        return outsideHosts;
    }

    /**
     * Logs frames that a bridge sends out of its uplink, at the physical switch behind it.
     *
     * @param bridge 1 or 2
     * @param interest which frames
     * @return the log, already at work
     */
    public FrameLog watchUplink(final int bridge, final Predicate<byte[]> interest) {
        final var log = new FrameLog(interest);
        network.run(() -> side(bridge).uplinkEnd.watch(log));
        return log;
    }

    /**
     * Ends what {@link #watchUplink} began.
     *
     * @param bridge 1 or 2
     * @param log the log
     */
    public void unwatchUplink(final int bridge, final FrameLog log) {
        network.run(() -> side(bridge).uplinkEnd.unwatch(log));
    }

    /**
     * Sends numbered frames from an outside host to a local one.
     *
     * @param from the outside host, counted from 1
     * @param to the local host, counted from 1
     * @param perSecond frames a second, 1 to 1000
     * @return the stream, which flows until it is closed
     */
    public NumberedStream inward(final int from, final int to, final int perSecond) {
        return new NumberedStream(network, outsideHosts, from, localHosts, to, ++streams, step(perSecond));
    }

    /**
     * Sends numbered frames from a local host to an outside one.
     *
     * @param from the local host, counted from 1
     * @param to the outside host, counted from 1
     * @param perSecond frames a second, 1 to 1000
     * @return the stream, which flows until it is closed
     */
    public NumberedStream outward(final int from, final int to, final int perSecond) {
        return new NumberedStream(network, localHosts, from, outsideHosts, to, ++streams, step(perSecond));
    }

    /**
     * Breaks something.
     *
     * @param fault what
     * @param number at which bridge, 1 or 2
     */
    public void fault(final Fault fault, final int number) {
        final var side = side(number);
        switch (fault) {
            case BRIDGE_HOST -> network.run(() -> {
                side.bridge.die();
                setLinks(side, false);
            });
            case VSWITCHD -> side.bridge.kill();
            case HANG -> side.bridge.pause();
            case SWITCH_HUNG -> network.run(() -> side.physical.setHung(true));
            case CHANNEL -> side.bridge.silenceControllers(true);
            default -> network.run(() -> link(fault, side).set(false));
        }
    }

    /**
     * Undoes a fault. A bridge host comes back as after a reboot, without a flow.
     *
     * @param fault what was broken
     * @param number at which bridge, 1 or 2
     */
    public void heal(final Fault fault, final int number) {
        final var side = side(number);
        switch (fault) {
            case BRIDGE_HOST -> {
                network.run(() -> setLinks(side, true));
                side.bridge.reboot();
            }
            case VSWITCHD -> side.bridge.start();
            case HANG -> side.bridge.resume();
            case SWITCH_HUNG -> network.run(() -> side.physical.setHung(false));
            case CHANNEL -> side.bridge.silenceControllers(false);
            default -> network.run(() -> link(fault, side).set(true));
        }
    }

    @Override
    public void close() {
        sides.forEach(side -> side.bridge.kill());
        network.close();
    }

    private Side side(final int number, final List<InetSocketAddress> controllers, final LearningSwitch hypervisor,
            final LearningSwitch core) {
        final var bridge = new EmulatedBridge(network, topology.firstDatapath() + number - 1L, controllers);
        final var physical = new LearningSwitch(network);
        final var trunkEnd = hypervisor.addPort("hv-bh" + number);
        hypervisor.learnNothingFrom(trunkEnd);
        final var uplinkEnd = physical.addPort("bh" + number);
        final var trunk = new Link(bridge.addPort(TRUNK, "trunk"), trunkEnd);
        final var uplink = new Link(bridge.addPort(UPLINK, "uplink"), uplinkEnd);
        bridge.addPort(PEER, "peer");
        final var upstream = new Link(physical.addPort("core"), core.addPort("sw" + number));
        return new Side(bridge, physical, uplinkEnd, trunk, uplink, upstream);
    }

    private Side side(final int number) {
        return sides.get(number - 1);
    }

    private Link link(final Fault fault, final Side side) {
        return switch (fault) {
            case UPLINK -> side.uplink;
            case TRUNK -> side.trunk;
            case UPSTREAM -> side.upstream;
            default -> peerLink;
        };
    }

    private void setLinks(final Side side, final boolean up) {
        side.uplink.set(up);
        side.trunk.set(up);
        peerLink.set(up);
    }

    private static long step(final int perSecond) {
        return 1_000_000_000L / perSecond;
    }

    private static InetSocketAddress address(final String text) {
        final int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
