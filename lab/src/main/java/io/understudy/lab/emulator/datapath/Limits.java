/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;
import org.projectfloodlight.openflow.protocol.OFGroupType;

/**
 * How much a switch can hold.
 *
 * @param flows flows in each table
 * @param groups groups of each type
 * @param buckets buckets of a group
 * @param meters meters
 * @param groupTypes the types of groups that it knows
 */
public record Limits(int flows, int groups, int buckets, int meters, Set<OFGroupType> groupTypes) {
    private static final int MANY = 1_000_000;

    public Limits {
        requireNonNull(groupTypes);
    }

    /**
     * A switch that can hold as good as anything.
     *
     * @return the limits
     */
    public static Limits none() {
        return new Limits(MANY, MANY, MANY, MANY, EnumSet.allOf(OFGroupType.class));
    }

    /**
     * The same with small tables.
     *
     * @param most flows in each table
     * @return the limits
     */
    public Limits withFlows(final int most) {
        return new Limits(most, groups, buckets, meters, groupTypes);
    }

    /**
     * The same with few groups.
     *
     * @param most groups of each type
     * @return the limits
     */
    public Limits withGroups(final int most) {
        return new Limits(flows, most, buckets, meters, groupTypes);
    }

    /**
     * The same with small groups.
     *
     * @param most buckets of a group
     * @return the limits
     */
    public Limits withBuckets(final int most) {
        return new Limits(flows, groups, most, meters, groupTypes);
    }

    /**
     * The same with few meters.
     *
     * @param most meters
     * @return the limits
     */
    public Limits withMeters(final int most) {
        return new Limits(flows, groups, buckets, most, groupTypes);
    }

    /**
     * The same with other types of groups.
     *
     * @param known the types that it knows
     * @return the limits
     */
    public Limits withGroupTypes(final Set<OFGroupType> known) {
        return new Limits(flows, groups, buckets, meters, Set.copyOf(known));
    }
}
