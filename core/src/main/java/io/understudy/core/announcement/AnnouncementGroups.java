/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.understudy.core.model.HostKey;
import io.understudy.core.table.HostMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which local host a bridge announces by which of its OpenFlow groups (docs/design/data-path.md). A group has one
 * bucket for each of its hosts; one frame that is sent into it leaves the uplink once for each.
 *
 * <p>Hosts are spread over groups of bounded size, so that a new host makes one of them be written anew. A group can be
 * used only while the bridge has confirmed it as it should be: else it would leave out a host, or announce one that has
 * moved away. Hosts of a group that cannot be used are announced by frames of their own.
 *
 * <p>Used by one thread; only bookkeeping, nothing is sent from here. An operation on one host costs what a group of
 * hosts costs at most, however many there are.
 */
public final class AnnouncementGroups {
    /** Hosts of a group: an OpenFlow message has room for some nine hundred, and fewer make a change cheaper. */
    public static final int CAPACITY = 256;
    /** More groups there are not; further hosts are announced by frames. */
    public static final int MAX_GROUPS = 256;

    private final List<Shard> shards = new ArrayList<>();
    private final HostMap<Shard> places = new HostMap<>();
    private final TreeSet<Integer> roomy = new TreeSet<>();
    private final Set<Integer> changed = new LinkedHashSet<>();
    /** Hosts for which there is no room. */
    private final HostMap<HostKey> homeless = new HostMap<>();

    /** One group. */
    private static final class Shard {
        private final int place;
        /** Few enough to be searched; in a set they would take ten times as much memory. */
        private final List<HostKey> hosts = new ArrayList<>();
        private ImmutableList<HostKey> written = ImmutableList.of();
        private boolean usable;
        private long bursts;

        Shard(final int place) {
            this.place = place;
        }
    }

    /**
     * What a group is to be.
     *
     * @param group its number, 0 to 255
     * @param hosts its hosts in the order of its buckets; none if it is to be removed
     */
    public record Contents(int group, ImmutableList<HostKey> hosts) {
    }

    /**
     * Takes in a host, if it is not in already.
     *
     * @param host the host
     */
    public void add(final HostKey host) {
        if (places.get(host) != null || homeless.get(host) != null) {
            return;
        }
        if (roomy.isEmpty() && shards.size() == MAX_GROUPS) {
            homeless.put(host, host);
            return;
        }
        if (roomy.isEmpty()) {
            roomy.add(shards.size());
            shards.add(new Shard(shards.size()));
        }
        final int place = roomy.first();
        final var shard = shards.get(place);
        shard.hosts.add(host);
        places.put(host, shard);
        if (shard.hosts.size() == CAPACITY) {
            roomy.remove(place);
        }
        change(place);
    }

    /**
     * Takes out a host, if it is in.
     *
     * @param host the host
     */
    public void remove(final HostKey host) {
        final var shard = places.remove(host);
        if (shard == null) {
            homeless.remove(host);
            return;
        }
        shard.hosts.remove(host);
        roomy.add(shard.place);
        change(shard.place);
    }

    /**
     * Has the group of a host be written anew, if it is in one: it is to say something else of it.
     *
     * @param host the host
     */
    public void renew(final HostKey host) {
        final var shard = places.get(host);
        if (shard != null) {
            change(shard.place);
        }
    }

    /**
     * Forgets all hosts, and what the bridge holds.
     */
    public void clear() {
        shards.clear();
        places.clear();
        roomy.clear();
        changed.clear();
        homeless.clear();
    }

    private void change(final int place) {
        shards.get(place).usable = false;
        changed.add(place);
    }

    /**
     * Counts the groups that must be written anew.
     *
     * @return how many
     */
    public int changed() {
        return changed.size();
    }

    /**
     * Takes the group that must be written anew and has waited longest for it.
     *
     * @return what it now is to be; empty if the bridge has been told of all
     */
    public Optional<Contents> takeChanged() {
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        final int place = changed.iterator().next();
        changed.remove(place);
        final var shard = shards.get(place);
        shard.written = ImmutableList.copyOf(shard.hosts);
        shard.bursts = 0;
        return Optional.of(new Contents(place, shard.written));
    }

    /**
     * Takes the bridge's word that it holds a group as it was written. If it has changed since, it cannot be used.
     *
     * @param confirmed what was written
     */
    public void confirmed(final Contents confirmed) {
        final int place = confirmed.group();
        if (place < shards.size() && !changed.contains(place) && shards.get(place).written == confirmed.hosts()) {
            shards.get(place).usable = true;
        }
    }

    /**
     * Has all groups written anew: the bridge may have lost them.
     */
    public void invalidate() {
        for (int place = 0; place < shards.size(); place++) {
            change(place);
        }
    }

    /**
     * Returns the groups that can be used.
     *
     * @return these groups, and how many hosts each has
     */
    public ImmutableMap<Integer, Integer> usable() {
        final var usable = ImmutableMap.<Integer, Integer>builder();
        for (int place = 0; place < shards.size(); place++) {
            if (isUsable(place)) {
                usable.put(place, shards.get(place).hosts.size());
            }
        }
        return usable.buildOrThrow();
    }

    private boolean isUsable(final int group) {
        return group < shards.size() && shards.get(group).usable && !shards.get(group).hosts.isEmpty();
    }

    /**
     * Counts a frame that is sent into a group, if it can still be used.
     *
     * @param group the group
     * @return whether it can be used; else no frame may be sent into it
     */
    public boolean use(final int group) {
        final boolean usable = isUsable(group);
        if (usable) {
            shards.get(group).bursts++;
        }
        return usable;
    }

    /**
     * Counts the hosts that groups announce.
     *
     * @return how many
     */
    public int covered() {
        return shards.stream().filter(shard -> shard.usable).mapToInt(shard -> shard.hosts.size()).sum();
    }

    /**
     * Returns the hosts that no group announces.
     *
     * @return their keys
     */
    public Collection<HostKey> uncovered() {
        final var hosts = new ArrayList<>(homeless.values());
        shards.stream().filter(shard -> !shard.usable).forEach(shard -> hosts.addAll(shard.hosts));
        return hosts;
    }

    /**
     * Compares what a group's buckets counted with what was sent into it.
     *
     * @param group the group
     * @param counts frames that each bucket has sent since the group was written; none if the bridge has no such group
     * @return the hosts whose bucket sent fewer, if the group is still as it was; else none, for nothing can be told
     */
    public List<HostKey> shortfall(final int group, final List<Long> counts) {
        if (group >= shards.size() || !shards.get(group).usable) {
            return List.of();
        }
        final var shard = shards.get(group);
        final var missing = new ArrayList<HostKey>();
        for (int bucket = 0; bucket < shard.written.size(); bucket++) {
            if (bucket >= counts.size() || counts.get(bucket) < shard.bursts) {
                missing.add(shard.written.get(bucket));
            }
        }
        return missing;
    }
}
