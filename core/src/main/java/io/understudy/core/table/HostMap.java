/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Iterators;
import io.understudy.core.model.HostKey;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A map from hosts, in their order. It takes 9 to 18 bytes of memory for each host, where the maps of the JDK take 40,
 * for it has no object for each of them: neighbours share a run, and the runs are in a tree. An operation on one host
 * costs the logarithm of the number of hosts, whatever their addresses are.
 *
 * <p>Used by one thread.
 *
 * @param <V> the values
 */
public final class HostMap<V> {
    /** The most hosts in a run. With more, one that comes or goes makes more of them move. */
    private static final int RUN = 128;
    /** Two runs that have no more together are joined, so that a map which held many hosts once does not stay large. */
    private static final int FEW = RUN / 2;
    private static final HostKey LEAST = new HostKey(0);

    /** By the least host that may be in it: those from there up to the next run are. */
    private final TreeMap<HostKey, Run<V>> runs = new TreeMap<>();
    private int size;

    /** Creates an empty map. */
    public HostMap() {
        clear();
    }

    /** Hosts that follow each other, and at the same places their values. */
    private record Run<V>(List<HostKey> hosts, List<V> values) {
        Run() {
            this(new ArrayList<>(RUN), new ArrayList<>(RUN));
        }

        int size() {
            return hosts.size();
        }

        /** Where a host is; if it is not in, less than 0, as {@link Collections#binarySearch} has it. */
        int place(final HostKey host) {
            return Collections.binarySearch(hosts, host);
        }

        void add(final int place, final HostKey host, final V value) {
            hosts.add(place, host);
            values.add(place, value);
        }

        /** Moves the hosts from a place on to the end of another run. */
        void move(final int place, final Run<V> other) {
            final var movedHosts = hosts.subList(place, hosts.size());
            final var movedValues = values.subList(place, values.size());
            other.hosts.addAll(movedHosts);
            other.values.addAll(movedValues);
            movedHosts.clear();
            movedValues.clear();
        }
    }

    private Run<V> runOf(final HostKey host) {
        return runs.floorEntry(host).getValue();
    }

    /**
     * Looks up a host.
     *
     * @param host the host
     * @return its value; null if it has none
     */
    public V get(final HostKey host) {
        final var run = runOf(host);
        final int place = run.place(host);
        return place < 0 ? null : run.values().get(place);
    }

    /**
     * Gives a host a value, instead of the one that it has.
     *
     * @param host the host
     * @param value its value
     */
    public void put(final HostKey host, final V value) {
        requireNonNull(value);
        final var run = runOf(host);
        final int place = run.place(host);
        if (place >= 0) {
            run.values().set(place, value);
            return;
        }
        size++;
        final int gap = -place - 1;
        if (run.size() < RUN) {
            run.add(gap, host, value);
            return;
        }
        // Addresses are often given out in order. So nothing is split at the end: the runs stay full.
        final var next = new Run<V>();
        run.move(gap == RUN ? RUN : RUN / 2, next);
        runs.put(next.size() == 0 ? host : next.hosts().getFirst(), next);
        final var half = runOf(host);
        half.add(-half.place(host) - 1, host, value);
    }

    /**
     * Takes out a host.
     *
     * @param host the host
     * @return its value; null if it had none
     */
    public V remove(final HostKey host) {
        final var entry = runs.floorEntry(host);
        final var run = entry.getValue();
        final int place = run.place(host);
        if (place < 0) {
            return null;
        }
        size--;
        run.hosts().remove(place);
        final var removed = run.values().remove(place);
        if (run.size() <= FEW && !join(runs.lowerEntry(entry.getKey()), entry)) {
            join(entry, runs.higherEntry(entry.getKey()));
        }
        return removed;
    }

    private boolean join(final Map.Entry<HostKey, Run<V>> lower, final Map.Entry<HostKey, Run<V>> upper) {
        if (lower == null || upper == null || lower.getValue().size() + upper.getValue().size() > FEW) {
            return false;
        }
        upper.getValue().move(0, lower.getValue());
        runs.remove(upper.getKey());
        return true;
    }

    /**
     * Takes out all hosts.
     */
    public void clear() {
        runs.clear();
        runs.put(LEAST, new Run<>());
        size = 0;
    }

    /**
     * Counts the hosts.
     *
     * @return how many there are
     */
    public int size() {
        return size;
    }

    /**
     * The values of all hosts.
     *
     * @return a live view in the order of the hosts; the map must not change while it is iterated
     */
    public Collection<V> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<V> iterator() {
                return Iterators.unmodifiableIterator(Iterators.concat(
                    Iterators.transform(runs.values().iterator(), run -> run.values().iterator())));
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
