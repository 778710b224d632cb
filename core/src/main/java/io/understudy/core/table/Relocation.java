/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.Host;
import io.understudy.core.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the hosts behind each trunk are once the list of trunks is another one. They have not moved: the same port has
 * another place in the list, or is no longer in it.
 *
 * @param places of every trunk in the order of the former list: its place in the new one, from 1; 0 if it is gone
 */
public record Relocation(ImmutableList<Integer> places) {
    /** Every trunk keeps its place. */
    public static final Relocation NONE = new Relocation(ImmutableList.of());

    /** Returns where a host is that was at a location; empty if that is gone. */
    private Optional<Location> of(final Location before) {
        if (before instanceof Location.Trunk trunk && trunk.place() <= places.size()) {
            final int place = places.get(trunk.place() - 1);
            return place == 0 ? Optional.empty() : Optional.of(Location.trunk(place));
        }
        return Optional.of(before);
    }

    /**
     * Brings a table up to date. Hosts behind a trunk that is gone are forgotten; of all others everything that is
     * known stays.
     *
     * @param table the table
     * @return what changed; a host whose trunk has another place is removed and added
     */
    public List<TableChange> apply(final ForwardingTable table) {
        final var changes = new ArrayList<TableChange>();
        final var displaced = table.localHosts().stream()
            .filter(host -> !of(host.location()).equals(Optional.of(host.location()))).toList();
        displaced.forEach(host -> changes.addAll(table.remove(host.key())));
        for (var host : displaced) {
            of(host.location()).ifPresent(now -> changes.addAll(table.adopt(new Host(host.key(), now,
                host.addresses(), host.peers(), host.firstSeen(), host.lastSeen(), host.moves()))));
        }
        return changes;
    }
}
