/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.emulator.datapath.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.projectfloodlight.openflow.protocol.OFPortConfig;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortMod;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * The ports of a bridge, and how they are described to a controller.
 */
final class BridgePorts {
    private static final int MAC_SUFFIX = 0xff;

    private final long datapathId;
    private final Map<Integer, Port> ports = new TreeMap<>();
    private final Set<Port> shutDown = new HashSet<>();

    BridgePorts(final long datapathId) {
        this.datapathId = datapathId;
    }

    void add(final Port port) {
        ports.put(port.number(), port);
    }

    /** The port of a number, or null. */
    Port find(final int number) {
        return ports.get(number);
    }

    List<Integer> numbers() {
        return List.copyOf(ports.keySet());
    }

    Collection<Port> all() {
        return ports.values();
    }

    /** Whether a controller has not shut it down. */
    boolean enabled(final Port port) {
        return !shutDown.contains(port);
    }

    boolean live(final int number) {
        final var port = ports.get(number);
        return port != null && port.up() && enabled(port);
    }

    /** Does what a controller wants with a port, and returns it. */
    Port configure(final OFPortMod change) throws RefusedException {
        final var port = ports.get(change.getPortNo().getPortNumber());
        if (port == null) {
            throw new RefusedException(Refusal.BAD_PORT);
        }
        if (change.getMask().contains(OFPortConfig.PORT_DOWN)) {
            if (change.getConfig().contains(OFPortConfig.PORT_DOWN)) {
                shutDown.add(port);
            } else {
                shutDown.remove(port);
            }
        }
        return port;
    }

    /** As Open vSwitch, with the bridge's own port, which is shut down. */
    List<OFPortDesc> describe() {
        final var all = new ArrayList<OFPortDesc>();
        all.add(Conversation.OPENFLOW.buildPortDesc().setPortNo(OFPort.LOCAL).setName("br0").setHwAddr(mac(0))
            .setConfig(Set.of(OFPortConfig.PORT_DOWN)).setState(Set.of(OFPortState.LINK_DOWN)).build());
        ports.values().forEach(port -> all.add(describe(port)));
        return all;
    }

    OFPortDesc describe(final Port port) {
        return Conversation.OPENFLOW.buildPortDesc().setPortNo(OFPort.of(port.number())).setName(port.name())
            .setHwAddr(mac(port.number())).setConfig(enabled(port) ? Set.of() : Set.of(OFPortConfig.PORT_DOWN))
            .setState(Set.of(port.up() ? OFPortState.LIVE : OFPortState.LINK_DOWN)).build();
    }

    private MacAddress mac(final int port) {
        return MacAddress.of(0x0200_00fe_0000L | (datapathId & MAC_SUFFIX) << Byte.SIZE | port);
    }
}
