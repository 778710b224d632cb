/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a lab consists of and what its parts are called; {@code bin/lab} builds it by the same names.
 *
 * @param name name of the lab, empty for the first one of the machine; one to eight lower-case letters and digits else
 * @param hosts number of local hosts, 1 to 1000
 * @param remotes number of outside hosts, 1 to 250
 * @param firstDatapath datapath id of bridge 1; bridge 2 has the next one
 * @param controller host and port of the OpenFlow controller, with a colon between them
 * @param direct host and port for the direct connections of the bridges; or nothing
 */
public record Topology(String name, int hosts, int remotes, int firstDatapath, String controller,
        Optional<String> direct) {
    /**
     * The broadcast address of all hosts.
     */
    public static final String BROADCAST = "10.77.255.255";

    /** The outside hosts have the last addresses of the first network, so further local hosts have another one. */
    private static final int BLOCK = 255 * 256;
    private static final int FIRST_NETWORK = 77;
    private static final int SECOND_LAB_DATAPATH = 17;
    private static final String LOCAL_CONTROLLER = "127.0.0.1:6653";
    private static final String LOCAL_DIRECT = "127.0.0.1:6654";

    public Topology {
        requireNonNull(name);
        requireNonNull(controller);
        requireNonNull(direct);
    }

    /**
     * The first lab of the machine: datapath ids 1 and 2, one outside host, the controller on this machine.
     *
     * @param hosts number of local hosts, 1 to 1000
     * @return the topology
     */
    public static Topology of(final int hosts) {
        return new Topology("", hosts, 1, 1, LOCAL_CONTROLLER, Optional.of(LOCAL_DIRECT));
    }

    /**
     * The same under another name and with datapath ids 17 and 18, so that it can stand beside the first one.
     *
     * @param newName the other name
     * @return the topology
     */
    public Topology named(final String newName) {
        return new Topology(newName, hosts, remotes, SECOND_LAB_DATAPATH, controller, direct);
    }

    /**
     * The same with another number of outside hosts.
     *
     * @param newRemotes number of outside hosts, 1 to 250
     * @return the topology
     */
    public Topology withRemotes(final int newRemotes) {
        return new Topology(name, hosts, newRemotes, firstDatapath, controller, direct);
    }

    /**
     * The same with another first datapath id.
     *
     * @param newFirstDatapath datapath id of bridge 1; bridge 2 has the next one
     * @return the topology
     */
    public Topology withDatapath(final int newFirstDatapath) {
        return new Topology(name, hosts, remotes, newFirstDatapath, controller, direct);
    }

    /**
     * The same with another controller.
     *
     * @param newController host and port of the OpenFlow controller, with a colon between them
     * @return the topology
     */
    public Topology withController(final String newController) {
        return new Topology(name, hosts, remotes, firstDatapath, newController, direct);
    }

    /**
     * The same without direct connections.
     *
     * @return the topology
     */
    public Topology withoutDirect() {
        return new Topology(name, hosts, remotes, firstDatapath, controller, Optional.empty());
    }

    /**
     * Prefix of the names of all namespaces.
     *
     * @return for example {@code us-}
     */
    public String prefix() {
        return name.isEmpty() ? "us-" : "us-" + name + "-";
    }

    /**
     * A local host, behind the trunks.
     *
     * @param number 1 to {@link #hosts()}
     * @return the host
     */
    public Host localHost(final int number) {
        check("local host", number, hosts);
        final int block = number / BLOCK;
        final int high = number % BLOCK >> 8;
        final int low = number % BLOCK & 0xff;
        return new Host(prefix() + "lpar" + number,
            String.format(Locale.ROOT, "02:00:%02x:%02x:01:%02x", block, high, low),
            "10." + (FIRST_NETWORK + block) + "." + high + "." + low);
    }

    /**
     * An outside host, behind the uplinks.
     *
     * @param number 1 to {@link #remotes()}
     * @return the host
     */
    public Host outsideHost(final int number) {
        check("outside host", number, remotes);
        return new Host(prefix() + (number == 1 ? "out" : "out" + number),
            String.format(Locale.ROOT, "02:00:00:00:02:%02x", number), "10.77.255." + number);
    }

    /**
     * The MAC addresses of all local hosts.
     *
     * @return the addresses, sorted
     */
    public Set<String> localMacs() {
        final var macs = new TreeSet<String>();
        for (int number = 1; number <= hosts; number++) {
            macs.add(localHost(number).mac());
        }
        return macs;
    }

    /**
     * The namespace of a bridge host; its interfaces there are {@code trunk}, {@code uplink} and {@code peer}.
     *
     * @param bridge 1 or 2
     * @return the name of the namespace
     */
    public String bridgeNamespace(final int bridge) {
        check("bridge", bridge, 2);
        return prefix() + "bh" + bridge;
    }

    /**
     * The namespace of all switches.
     *
     * @return the name of the namespace
     */
    public String fabricNamespace() {
        return prefix() + "fabric";
    }

    /**
     * The port of the physical switch that a bridge's uplink is plugged into, in {@link #fabricNamespace()}.
     *
     * @param bridge 1 or 2
     * @return the interface
     */
    public String uplinkSwitchPort(final int bridge) {
        check("bridge", bridge, 2);
        return bridge == 1 ? "swA-bh1" : "swB-bh2";
    }

    /**
     * The port of the hypervisor's switch that a bridge's trunk is plugged into, in {@link #fabricNamespace()}.
     *
     * @param bridge 1 or 2
     * @return the interface
     */
    public String trunkSwitchPort(final int bridge) {
        check("bridge", bridge, 2);
        return "hv-bh" + bridge;
    }

    /**
     * The controller's name of a bridge.
     *
     * @param bridge 1 or 2
     * @return for example {@code openflow:1}
     */
    public String nodeId(final int bridge) {
        check("bridge", bridge, 2);
        return "openflow:" + (firstDatapath + bridge - 1);
    }

    private static void check(final String what, final int number, final int highest) {
        if (number < 1 || number > highest) {
            throw new IllegalArgumentException("There is no " + what + " " + number + ", only 1 to " + highest);
        }
    }
}
