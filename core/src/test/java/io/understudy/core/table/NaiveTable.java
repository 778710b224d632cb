/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.understudy.core.learning.Observation;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of the table in the simplest way: lists that are searched from end to end, and everything mutable.
 */
final class NaiveTable {
    private static final class Known {
        HostKey key;
        Location location;
        List<InetAddress> addresses = new ArrayList<>();
        Map<InetAddress, Optional<MacAddress>> peers = new LinkedHashMap<>();
        long firstSeen;
        long lastSeen;
        long told;
        int moves;

        Host host() {
            return new Host(key, location, ImmutableList.copyOf(addresses), ImmutableMap.copyOf(peers), firstSeen,
                lastSeen, moves);
        }
    }

    private record Claim(InetAddress address, HostKey key) {
    }

    private final long agingSeconds;
    private final int maxHosts;
    private final Set<MacAddress> never;
    private final List<Known> hosts = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private boolean toldFull;
    private long quietUntil;

    NaiveTable(final long agingSeconds, final int maxHosts, final Set<MacAddress> never) {
        this.agingSeconds = agingSeconds;
        this.maxHosts = maxHosts;
        this.never = never;
    }

    private Known search(final HostKey key) {
        return hosts.stream().filter(known -> known.key.equals(key)).findFirst().orElse(null);
    }

    private static boolean isUplink(final Location location) {
        return location.equals(Location.UPLINK);
    }

    private Known create(final HostKey key, final Location at, final long now, final List<TableChange> changes) {
        if (hosts.size() == maxHosts) {
            if (!toldFull) {
                changes.add(new TableChange.CapacityReached(maxHosts, key));
            }
            toldFull = true;
            return null;
        }
        final var known = new Known();
        known.key = key;
        known.location = at;
        known.firstSeen = now;
        known.lastSeen = now;
        known.told = now;
        hosts.add(known);
        return known;
    }

    List<TableChange> learn(final Observation observation, final Location at, final long now) {
        final var changes = new ArrayList<TableChange>();
        final var key = observation.source();
        if (never.contains(key.mac()) || key.mac().isGroup() || key.mac().isZero()) {
            return changes;
        }
        var known = search(key);
        final boolean created = known == null;
        if (created) {
            known = create(key, at, now, changes);
            if (known == null) {
                return changes;
            }
        } else if (!isUplink(known.location) && isUplink(at) && now < quietUntil) {
            return changes;
        }
        final var old = known.host();
        if (!known.location.equals(at) && !isUplink(known.location) && !isUplink(at)) {
            known.moves++;
        }
        known.location = at;
        known.lastSeen = now;
        if (isUplink(at)) {
            known.peers.clear();
        }
        addAll(known, observation.addresses());
        observation.peer().ifPresent(peer -> addPeer(search(key), peer.address(), peer.mac()));
        tell(created, old, known, changes);
        answer(observation, changes);
        observation.lease().ifPresent(lease -> {
            final var holder = search(lease.holder());
            if (holder != null) {
                final var before = holder.host();
                addAll(holder, lease.addresses());
                tell(false, before, holder, changes);
            }
        });
        return changes;
    }

    private static void addAll(final Known known, final List<InetAddress> addresses) {
        for (var address : addresses) {
            if (!known.addresses.contains(address)) {
                known.addresses.add(address);
            }
            if (known.addresses.size() > 16) {
                known.addresses.removeFirst();
            }
        }
    }

    private static void addPeer(final Known known, final InetAddress address, final Optional<MacAddress> mac) {
        if (isUplink(known.location)) {
            return;
        }
        if (mac.isPresent() || !known.peers.containsKey(address)) {
            known.peers.put(address, mac);
        }
        if (known.peers.size() > 64) {
            known.peers.remove(known.peers.keySet().iterator().next());
        }
    }

    private void tell(final boolean created, final Host before, final Known known, final List<TableChange> changes) {
        final var after = known.host();
        if (created) {
            changes.add(new TableChange.HostAdded(after));
        } else if (!before.location().equals(after.location())) {
            changes.add(new TableChange.HostMoved(before, after));
        } else if (!before.addresses().equals(after.addresses()) || !before.peers().equals(after.peers())
            || after.lastSeen() > known.told + 60 * TableFixture.SECOND) {
            changes.add(new TableChange.HostUpdated(before, after));
        } else {
            return;
        }
        known.told = after.lastSeen();
        claims.removeIf(claim -> claim.key().equals(known.key) && !known.addresses.contains(claim.address()));
        for (var address : known.addresses) {
            final var claim = new Claim(address, known.key);
            if (!claims.contains(claim)) {
                claims.stream()
                    .filter(other -> other.address().equals(address) && other.key().vlanId() == known.key.vlanId())
                    .forEach(other -> changes.add(new TableChange.DuplicateAddress(address, other.key(), known.key)));
                claims.add(claim);
            }
        }
    }

    private void answer(final Observation observation, final List<TableChange> changes) {
        final var mac = observation.peer().flatMap(Observation.Peer::mac);
        if (mac.isEmpty() || mac.orElseThrow().equals(observation.source().mac())) {
            return;
        }
        final var asker = search(new HostKey(observation.source().vlanId(), mac.orElseThrow()));
        if (asker != null) {
            final var before = asker.host();
            observation.addresses().forEach(own -> addPeer(asker, own, Optional.of(observation.source().mac())));
            tell(false, before, asker, changes);
        }
    }

    List<TableChange> adopt(final HostKey key, final Location at, final long now) {
        final var changes = new ArrayList<TableChange>();
        if (search(key) == null && !never.contains(key.mac())) {
            final var known = create(key, at, now, changes);
            if (known != null) {
                changes.add(new TableChange.HostAdded(known.host()));
            }
        }
        return changes;
    }

    List<TableChange> removeIf(final Predicate<Host> gone) {
        final var removed =
            hosts.stream().map(Known::host).filter(gone).sorted(Comparator.comparing(Host::key)).toList();
        for (var host : removed) {
            hosts.removeIf(known -> known.key.equals(host.key()));
            claims.removeIf(claim -> claim.key().equals(host.key()));
            toldFull = false;
        }
        return removed.stream().<TableChange>map(TableChange.HostRemoved::new).toList();
    }

    List<TableChange> age(final long now, final Predicate<HostKey> used) {
        return removeIf(host -> now >= host.lastSeen() + agingSeconds * TableFixture.SECOND && !used.test(host.key()));
    }

    void suppressReflections(final long until) {
        quietUntil = Math.max(quietUntil, until);
    }

    List<Host> hosts(final boolean local) {
        return hosts.stream().map(Known::host).filter(host -> host.isLocal() == local)
            .sorted(Comparator.comparing(Host::key)).toList();
    }
}
