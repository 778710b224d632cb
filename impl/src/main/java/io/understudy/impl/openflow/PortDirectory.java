/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import io.understudy.core.model.BridgeConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ports of a bridge as it reports them. Immutable: every change makes a new one.
 *
 * @param ports by port number
 */
public record PortDirectory(Map<Long, Entry> ports) {
    /** No port is known. */
    public static final PortDirectory EMPTY = new PortDirectory(Map.of());

    /**
     * A port.
     *
     * @param name its name
     * @param up whether its link is up and nobody has shut it down
     * @param live whether the switch says that it is live (OFPPS_LIVE of OpenFlow 1.3, 7.2.1); see {@link LiveHistory}
     */
    public record Entry(String name, boolean up, boolean live) {
        /**
         * Checks that nothing is missing.
         */
        public Entry {
            requireNonNull(name);
        }
    }

    /**
     * The configured ports among those that the bridge has.
     *
     * @param numbers their numbers; empty if one is missing
     * @param links their links
     * @param problem which are missing, in words
     */
    public record Resolution(Optional<BridgePorts> numbers, Ports links, Optional<String> problem) {
        /**
         * Checks that nothing is missing.
         */
        public Resolution {
            requireNonNull(numbers);
            requireNonNull(links);
            requireNonNull(problem);
        }
    }

    /**
     * Keeps the ports, ordered for messages.
     */
    public PortDirectory {
        ports = java.util.Collections.unmodifiableMap(new TreeMap<>(ports));
    }

    /**
     * Returns a directory in which one port is another.
     *
     * @param number its number
     * @param entry the port; empty if it is gone
     * @return the new directory
     */
    public PortDirectory with(final long number, final Optional<Entry> entry) {
        final var changed = new TreeMap<>(ports);
        if (entry.isPresent()) {
            changed.put(number, entry.orElseThrow());
        } else {
            changed.remove(number);
        }
        return new PortDirectory(changed);
    }

    /**
     * Finds the configured ports of a bridge.
     *
     * @param bridge the bridge
     * @return what was found
     */
    public Resolution resolve(final BridgeConfiguration bridge) {
        final var missing = new ArrayList<String>();
        final var uplink = find(bridge.uplinkPort());
        if (uplink.isEmpty()) {
            missing.add("uplink-port '" + bridge.uplinkPort() + "'");
        }
        final var trunks = bridge.trunkPorts().stream().map(this::find).collect(ImmutableList.toImmutableList());
        for (int index = 0; index < trunks.size(); index++) {
            if (trunks.get(index).isEmpty()) {
                missing.add("trunk-port '" + bridge.trunkPorts().get(index) + "'");
            }
        }
        final var peer = find(bridge.peerPort());
        if (peer.isEmpty()) {
            missing.add("peer-port '" + bridge.peerPort() + "'");
        }
        final var links = new Ports(link(uplink), trunks.stream().map(this::link)
            .collect(ImmutableList.toImmutableList()), link(peer));
        final var twice = twice(bridge);
        if (missing.isEmpty() && twice.isPresent()) {
            return new Resolution(Optional.empty(), links, twice);
        }
        if (missing.isEmpty()) {
            return new Resolution(Optional.of(new BridgePorts(uplink.orElseThrow(), trunks.stream()
                .map(Optional::orElseThrow).collect(ImmutableList.toImmutableList()), peer.orElseThrow())), links,
                Optional.empty());
        }
        return new Resolution(Optional.empty(), links, Optional.of(bridge.id() + " has no "
            + String.join(" and no ", missing) + "; it has " + describe() + ": correct the group or add the port"));
    }

    /** A port may be configured by its number and by its name: only here it shows that it is the same. */
    private Optional<String> twice(final BridgeConfiguration bridge) {
        final var uses = new HashMap<Long, String>();
        final var references = bridge.ports();
        for (int index = 0; index < references.size(); index++) {
            final var use = (index == 0 ? "uplink-port" : index == references.size() - 1 ? "peer-port" : "trunk-port")
                + " '" + references.get(index) + "'";
            final var earlier = find(references.get(index)).map(number -> uses.putIfAbsent(number, use));
            if (earlier.isPresent()) {
                return Optional.of(earlier.orElseThrow() + " and " + use + " of " + bridge.id()
                    + " are the same port; every port can have one use: correct the group");
            }
        }
        return Optional.empty();
    }

    private Optional<Long> find(final String reference) {
        if (reference.chars().allMatch(Character::isDigit)) {
            final long number = reference.length() > 10 ? -1 : Long.parseLong(reference);
            return ports.containsKey(number) ? Optional.of(number) : Optional.empty();
        }
        return ports.entrySet().stream().filter(port -> port.getValue().name().equals(reference))
            .map(Map.Entry::getKey).findFirst();
    }

    private EvidenceState link(final Optional<Long> number) {
        return number.isPresent() && ports.get(number.orElseThrow()).up() ? EvidenceState.UP : EvidenceState.DOWN;
    }

    private String describe() {
        return ports.isEmpty() ? "no ports" : ports.entrySet().stream()
            .map(port -> "'" + port.getValue().name() + "' (" + port.getKey() + ")").collect(Collectors.joining(", "));
    }
}
