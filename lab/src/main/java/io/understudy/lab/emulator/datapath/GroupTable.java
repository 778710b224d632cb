/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.projectfloodlight.openflow.protocol.OFGroupMod;

/**
 * The groups of a datapath.
 */
public final class GroupTable {
    /** The number that stands for all groups. */
    public static final int ALL = 0xffff_fffc;

    private static final int LAST = 0xffff_ff00;

    private final Map<Integer, GroupEntry> groups = new TreeMap<>(Integer::compareUnsigned);
    private Limits limits;

    GroupTable(final Limits limits) {
        this.limits = limits;
    }

    void setLimits(final Limits other) {
        limits = other;
    }

    /**
     * Returns all groups, by their numbers.
     *
     * @return the groups
     */
    public Collection<GroupEntry> groups() {
        return List.copyOf(groups.values());
    }

    /**
     * Finds a group.
     *
     * @param number its number
     * @return the group, or null if there is none
     */
    public GroupEntry find(final int number) {
        return groups.get(number);
    }

    /**
     * Does what a message says.
     *
     * @param message the message
     * @param now the time, ns
     * @return the numbers of groups that are gone
     * @throws RefusedException if it cannot be done; nothing is changed then
     */
    List<Integer> change(final OFGroupMod message, final long now) throws RefusedException {
        final int number = message.getGroup().getGroupNumber();
        return switch (message.getCommand()) {
            case ADD -> add(message, number, now);
            case MODIFY -> modify(message, number, now);
            case DELETE -> delete(number);
            default -> throw new RefusedException(Refusal.GROUP_EPERM);
        };
    }

    void clear() {
        groups.clear();
    }

    private List<Integer> add(final OFGroupMod message, final int number, final long now) throws RefusedException {
        if (Integer.compareUnsigned(number, LAST) > 0) {
            throw new RefusedException(Refusal.INVALID_GROUP);
        }
        if (groups.containsKey(number)) {
            throw new RefusedException(Refusal.GROUP_EXISTS);
        }
        final long sameType = groups.values().stream().filter(group -> group.type() == message.getGroupType()).count();
        if (sameType >= limits.groups()) {
            throw new RefusedException(Refusal.OUT_OF_GROUPS);
        }
        groups.put(number, checked(message, number, now));
        return List.of();
    }

    private List<Integer> modify(final OFGroupMod message, final int number, final long now) throws RefusedException {
        if (!groups.containsKey(number)) {
            throw new RefusedException(Refusal.UNKNOWN_GROUP);
        }
        groups.put(number, checked(message, number, now));
        return List.of();
    }

    /** A group that others use takes those with it. */
    private List<Integer> delete(final int number) {
        final var gone = new ArrayList<Integer>();
        if (number == ALL) {
            gone.addAll(groups.keySet());
        } else if (groups.containsKey(number)) {
            gone.add(number);
            for (int index = 0; index < gone.size(); index++) {
                final int removed = gone.get(index);
                groups.values().stream().filter(group -> group.uses(removed)).map(GroupEntry::number)
                    .filter(user -> !gone.contains(user)).forEach(gone::add);
            }
        }
        gone.forEach(groups::remove);
        return gone;
    }

    private GroupEntry checked(final OFGroupMod message, final int number, final long now) throws RefusedException {
        if (!limits.groupTypes().contains(message.getGroupType())) {
            throw new RefusedException(Refusal.BAD_GROUP_TYPE);
        }
        if (message.getBuckets().size() > limits.buckets()) {
            throw new RefusedException(Refusal.OUT_OF_BUCKETS);
        }
        final var group = new GroupEntry(number, message.getGroupType(), message.getBuckets(), now);
        for (var bucket : group.buckets()) {
            for (var operation : bucket.operations()) {
                if (operation instanceof Operation.ToGroup to) {
                    if (to.group() == number || reaches(to.group(), number, new HashSet<>())) {
                        throw new RefusedException(Refusal.GROUP_LOOP);
                    }
                    if (!groups.containsKey(to.group())) {
                        throw new RefusedException(Refusal.BAD_OUT_GROUP);
                    }
                }
            }
        }
        return group;
    }

    private boolean reaches(final int from, final int to, final Set<Integer> seen) {
        final var group = groups.get(from);
        if (group == null || !seen.add(from)) {
            return false;
        }
        return group.uses(to) || group.buckets().stream().flatMap(bucket -> bucket.operations().stream())
            .anyMatch(operation -> operation instanceof Operation.ToGroup next && reaches(next.group(), to, seen));
    }
}
