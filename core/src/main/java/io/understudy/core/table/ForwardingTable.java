/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.learning.Observation;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.table.TableChange.CapacityReached;
import io.understudy.core.table.TableChange.DuplicateAddress;
import io.understudy.core.table.TableChange.HostAdded;
import io.understudy.core.table.TableChange.HostMoved;
import io.understudy.core.table.TableChange.HostRemoved;
import io.understudy.core.table.TableChange.HostUpdated;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The hosts of a group, local and remote. Used by one thread; the same calls in the same order give the same results.
 *
 * <p>Times are nanoseconds of an arbitrary monotonic origin and must not go back from call to call. An operation on one
 * host costs the logarithm of the number of hosts at most; {@link #age} costs the number of the silent ones, for the
 * hosts are also kept in the order in which they were last seen.
 */
public final class ForwardingTable {
    /** A host that is merely seen again is reported no sooner than this after the last report, in nanoseconds. */
    static final long SEEN_REPORT_INTERVAL = TimeUnit.SECONDS.toNanos(60);

    /** For how long a host must be seen at another place, and nowhere else, if frames may go round in circles. */
    private static final long CIRCLING_TIME = TimeUnit.SECONDS.toNanos(1);

    private long agingTime;
    private int maxHosts;
    private final ImmutableSet<MacAddress> neverLearned;

    private final HostMap<Entry> locals = new HostMap<>();
    private final HostMap<Entry> remotes = new HostMap<>();
    private final SilenceOrder silence = new SilenceOrder();
    private final AddressIndex addresses = new AddressIndex();
    private final SharedPeers sharedPeers = new SharedPeers();
    private final PendingReplication replication = new PendingReplication();

    private boolean capacityReported;
    private boolean announced;
    private long reflectionsUntil;
    private boolean circling;
    private long circlingUntil;

    /**
     * Makes an empty table.
     *
     * @param configuration ageing time and bound
     * @param neverLearned MAC addresses that are never learned: those of the bridges themselves
     */
    public ForwardingTable(final LearningConfiguration configuration, final Set<MacAddress> neverLearned) {
        agingTime = TimeUnit.SECONDS.toNanos(configuration.agingTimeSeconds());
        maxHosts = configuration.maxHosts();
        this.neverLearned = ImmutableSet.copyOf(neverLearned);
    }

    /**
     * Takes new bounds. Hosts beyond a lower bound stay; no more are learned until there is room.
     *
     * @param configuration ageing time and bound
     */
    public void configure(final LearningConfiguration configuration) {
        agingTime = TimeUnit.SECONDS.toNanos(configuration.agingTimeSeconds());
        maxHosts = configuration.maxHosts();
    }

    /**
     * Takes in what a frame told.
     *
     * <p>Where the frame is the answer to a local host's question, that host's peer gets its MAC address, too. Where it
     * grants addresses to another host, that one has them from now on if it is known; if not, nobody knows where it is.
     *
     * @param observation what it told
     * @param seenAt where it came from
     * @param now the time
     * @return what changed, in this order: of the sender, its duplicate addresses, of the host it answered, of the host
     *     it granted addresses
     */
    public List<TableChange> learn(final Observation observation, final Location seenAt, final long now) {
        requireNonNull(seenAt);
        final var key = observation.source();
        if (!isLearnable(key.mac())) {
            return List.of();
        }
        final var changes = new ArrayList<TableChange>();
        final var known = entry(key);
        if (known == null) {
            if (isFull(key, changes)) {
                return changes;
            }
            add(ObservedHost.sender(Host.firstSeen(key, seenAt, now), observation), changes);
        } else if (isReflection(known, seenAt, now) || isCircling(known, seenAt, now)) {
            return List.of();
        } else {
            silence.remove(known);
            silence.add(known);
            replace(known, ObservedHost.sender(known.host().seen(seenAt, now), observation), changes);
        }
        answer(observation, changes);
        observation.lease().ifPresent(lease -> grant(lease, changes));
        return changes;
    }

    private void answer(final Observation observation, final List<TableChange> changes) {
        final var source = observation.source();
        final var asker = observation.peer().flatMap(Observation.Peer::mac)
            .map(mac -> entry(new HostKey(source.vlanId(), mac)));
        if (asker.isPresent() && !asker.orElseThrow().host().key().equals(source)) {
            final var entry = asker.orElseThrow();
            replace(entry, ObservedHost.asker(entry.host(), observation), changes);
        }
    }

    private void grant(final Observation.Lease lease, final List<TableChange> changes) {
        final var holder = entry(lease.holder());
        if (holder != null) {
            replace(holder, ObservedHost.holder(holder.host(), lease), changes);
        }
    }

    /**
     * Takes in a host that was found in a switch after a restart. What has been learned meanwhile is better: a known
     * host stays as it is.
     *
     * @param key the host
     * @param at where the switch has it
     * @param now the time
     * @return what changed
     */
    public List<TableChange> adopt(final HostKey key, final Location at, final long now) {
        return adopt(Host.firstSeen(key, at, now));
    }

    /** Takes in a host as it was known before. */
    List<TableChange> adopt(final Host host) {
        if (!isLearnable(host.key().mac()) || entry(host.key()) != null) {
            return List.of();
        }
        final var changes = new ArrayList<TableChange>();
        if (!isFull(host.key(), changes)) {
            add(host, changes);
        }
        return changes;
    }

    private boolean isLearnable(final MacAddress mac) {
        return !mac.isGroup() && !mac.isZero() && !neverLearned.contains(mac);
    }

    private boolean isFull(final HostKey refused, final List<TableChange> changes) {
        if (locals.size() + remotes.size() < maxHosts) {
            return false;
        }
        if (!capacityReported) {
            capacityReported = true;
            changes.add(new CapacityReached(maxHosts, refused));
        }
        return true;
    }

    private boolean isReflection(final Entry entry, final Location seenAt, final long now) {
        return entry.host().isLocal() && seenAt instanceof Location.Uplink
            && (announced && now - reflectionsUntil < 0 || entry.isReflected(now));
    }

    private boolean isCircling(final Entry entry, final Location seenAt, final long now) {
        if (entry.host().location().equals(seenAt)) {
            entry.settle();
            return false;
        }
        return circling && now - circlingUntil < 0 && now - entry.doubt(seenAt, now) < CIRCLING_TIME;
    }

    private void add(final Host learned, final List<TableChange> changes) {
        final var host = sharedPeers.share(learned);
        final var key = host.key();
        final var entry = new Entry(host, replication.added(key));
        silence.add(entry);
        side(host).put(key, entry);
        changes.add(new HostAdded(host));
        index(key, List.of(), host.addresses(), changes);
    }

    private void replace(final Entry entry, final Host learned, final List<TableChange> changes) {
        final var before = entry.host();
        final var after = learned.peers() == before.peers() ? learned : sharedPeers.share(learned);
        entry.setHost(after);
        if (!before.location().equals(after.location())) {
            side(before).remove(before.key());
            side(after).put(after.key(), entry);
            changes.add(new HostMoved(before, after));
        } else if (!before.addresses().equals(after.addresses()) || !before.peers().equals(after.peers())
            || after.lastSeen() - entry.reportedSeen() > SEEN_REPORT_INTERVAL) {
            changes.add(new HostUpdated(before, after));
        } else {
            return;
        }
        entry.reported();
        replication.changed(after.key());
        index(after.key(), before.addresses(), after.addresses(), changes);
    }

    private void index(final HostKey key, final List<InetAddress> before, final List<InetAddress> after,
            final List<TableChange> changes) {
        for (var address : before) {
            if (!after.contains(address)) {
                addresses.release(address, key);
            }
        }
        for (var address : after) {
            if (!before.contains(address)) {
                for (var holder : addresses.claim(address, key)) {
                    changes.add(new DuplicateAddress(address, holder, key));
                }
            }
        }
    }

    /** What is known of a host; null if nothing is. */
    private Entry entry(final HostKey key) {
        final var local = locals.get(key);
        return local == null ? remotes.get(key) : local;
    }

    private HostMap<Entry> side(final Host host) {
        return host.isLocal() ? locals : remotes;
    }

    /**
     * Forgets a host.
     *
     * @param key the host
     * @return what changed; nothing if it is not known
     */
    public List<TableChange> remove(final HostKey key) {
        final var entry = entry(key);
        return entry == null ? List.of() : List.of(dropped(entry));
    }

    /**
     * Forgets all hosts.
     *
     * @return what changed, in the order of the keys
     */
    public List<TableChange> clear() {
        return removeAll(Stream.concat(locals.values().stream(), remotes.values().stream()));
    }

    /**
     * Forgets the hosts that have been silent for the ageing time and are not used either.
     *
     * @param now the time
     * @param used whether a silent host has been used in the ageing time: such a one stays, and is asked for again
     *     next time
     * @return what changed, in the order of the keys
     */
    public List<TableChange> age(final long now, final Predicate<HostKey> used) {
        if (agingTime == 0) {
            return List.of();
        }
        return removeAll(Stream.iterate(silence.longest(), Objects::nonNull, Entry::seenNext)
            .takeWhile(entry -> now - entry.host().lastSeen() >= agingTime)
            .filter(entry -> !used.test(entry.host().key())));
    }

    private List<TableChange> removeAll(final Stream<Entry> all) {
        return all.sorted(Comparator.comparing(entry -> entry.host().key())).map(this::dropped).toList();
    }

    private TableChange dropped(final Entry entry) {
        final var host = entry.host();
        final var key = host.key();
        side(host).remove(key);
        silence.remove(entry);
        host.addresses().forEach(address -> addresses.release(address, key));
        replication.removed(key, entry.isCopied());
        capacityReported = false;
        return new HostRemoved(host);
    }

    /**
     * Our own announcements are on their way: a local host that is seen at the uplink meanwhile has not moved.
     *
     * @param until when the last of them will have come back; the latest time given holds
     */
    public void suppressReflections(final long until) {
        reflectionsUntil = announced && reflectionsUntil - until > 0 ? reflectionsUntil : until;
        announced = true;
    }

    /**
     * A single host is being announced: if it is seen at the uplink meanwhile, it has not moved.
     *
     * @param key the host
     * @param until when the announcement will have come back
     */
    public void suppressReflections(final HostKey key, final long until) {
        final var entry = entry(key);
        if (entry != null) {
            entry.announced(until);
        }
    }

    /**
     * Both bridges may be forwarding, so frames may come round from the other side: a host that is seen elsewhere
     * meanwhile has moved only if it is seen there again a second later, and nowhere else in between.
     *
     * @param until when the last of such frames will have arrived; the latest time given holds
     */
    public void suppressCircling(final long until) {
        circlingUntil = circling && circlingUntil - until > 0 ? circlingUntil : until;
        circling = true;
    }

    /**
     * The hosts behind the trunks.
     *
     * @return a live view in the order of the keys; copy it to keep it, or to change the table while iterating
     */
    public Collection<Host> localHosts() {
        return view(locals);
    }

    /**
     * The hosts behind the uplink.
     *
     * @return a live view in the order of the keys; copy it to keep it, or to change the table while iterating
     */
    public Collection<Host> remoteHosts() {
        return view(remotes);
    }

    private static Collection<Host> view(final HostMap<Entry> side) {
        return Collections.unmodifiableCollection(Collections2.transform(side.values(), Entry::host));
    }

    /**
     * Looks up a host.
     *
     * @param key the host
     * @return what is known of it; empty if nothing is
     */
    public Optional<Host> find(final HostKey key) {
        return Optional.ofNullable(entry(key)).map(Entry::host);
    }

    /**
     * The number of hosts behind the trunks.
     *
     * @return how many
     */
    public int localCount() {
        return locals.size();
    }

    /**
     * The number of hosts behind the uplink.
     *
     * @return how many
     */
    public int remoteCount() {
        return remotes.size();
    }

    /**
     * Hands out what changed since the last call, to be copied elsewhere.
     *
     * @return the changes, which count as copied from now on
     */
    public Replication drainReplication() {
        final var upserted = replication.upsertedKeys().stream().map(key -> entry(key).copy()).toList();
        final var drained = new Replication(upserted, replication.removedKeys());
        replication.clear();
        return drained;
    }
}
