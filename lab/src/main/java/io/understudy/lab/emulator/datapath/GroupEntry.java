/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFGroupType;

/**
 * A group of the group table.
 */
public final class GroupEntry {
    private final int number;
    private final OFGroupType type;
    private final List<OFBucket> wireBuckets;
    private final List<Bucket> buckets;
    /** Groups that it sends to. */
    private final Set<Integer> used;
    private final Counter counter = new Counter();
    private final long created;

    /** One of a group's ways to treat a frame. */
    static final class Bucket {
        private final List<Operation> operations;
        private final int weight;
        private final int watchPort;
        private final Counter counter = new Counter();

        Bucket(final List<Operation> operations, final int weight, final int watchPort) {
            this.operations = operations;
            this.weight = weight;
            this.watchPort = watchPort;
        }

        List<Operation> operations() {
            return operations;
        }

        int weight() {
            return weight;
        }

        int watchPort() {
            return watchPort;
        }

        Counter counter() {
            return counter;
        }
    }

    GroupEntry(final int number, final OFGroupType type, final List<OFBucket> wireBuckets, final long now)
            throws RefusedException {
        this.number = number;
        this.type = requireNonNull(type);
        this.wireBuckets = requireNonNull(wireBuckets);
        created = now;
        final var ready = new ArrayList<Bucket>(wireBuckets.size());
        for (var bucket : wireBuckets) {
            ready.add(new Bucket(ActionSets.ordered(Compiler.operations(bucket.getActions())), bucket.getWeight(),
                bucket.getWatchPort().getPortNumber()));
        }
        buckets = List.copyOf(ready);
        used = ready.stream().flatMap(bucket -> bucket.operations.stream())
            .filter(Operation.ToGroup.class::isInstance).map(operation -> ((Operation.ToGroup) operation).group())
            .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns its number.
     *
     * @return the number
     */
    public int number() {
        return number;
    }

    /**
     * Returns its type.
     *
     * @return the type
     */
    public OFGroupType type() {
        return type;
    }

    /**
     * Returns its buckets as the controller gave them.
     *
     * @return the buckets
     */
    public List<OFBucket> wireBuckets() {
        return wireBuckets;
    }

    /**
     * Returns how many frames it was given.
     *
     * @return the number
     */
    public long packets() {
        return counter.packets();
    }

    /**
     * Returns how many bytes those frames had.
     *
     * @return the number
     */
    public long bytes() {
        return counter.bytes();
    }

    /**
     * Returns how many frames a bucket treated.
     *
     * @param bucket counted from 0
     * @return the number
     */
    public long bucketPackets(final int bucket) {
        return buckets.get(bucket).counter.packets();
    }

    /**
     * Returns how many bytes those frames had.
     *
     * @param bucket counted from 0
     * @return the number
     */
    public long bucketBytes(final int bucket) {
        return buckets.get(bucket).counter.bytes();
    }

    /**
     * Returns how long it has been there.
     *
     * @param now the time, ns
     * @return ns
     */
    public long age(final long now) {
        return now - created;
    }

    List<Bucket> buckets() {
        return buckets;
    }

    void hit(final int length) {
        counter.add(length);
    }

    boolean uses(final int group) {
        return used.contains(group);
    }
}
