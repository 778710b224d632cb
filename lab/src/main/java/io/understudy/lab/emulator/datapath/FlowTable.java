/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A table of flows, with an index: flows that look at the same bits of a frame are in one hash table, so a frame costs
 * as many looks as there are different shapes of flows, however many flows there are.
 */
final class FlowTable {
    private final Map<Shape, Group> groups = new HashMap<>();
    private final List<Group> byPriority = new ArrayList<>();
    private int size;
    private long lookups;
    private long matched;
    private int mortal;

    /** All flows of one shape. */
    private static final class Group {
        private final Shape shape;
        private final Map<Shape.Key, List<FlowEntry>> flows = new HashMap<>();
        private int highest = -1;

        Group(final Shape shape) {
            this.shape = shape;
        }

        int highest() {
            return highest;
        }
    }

    int size() {
        return size;
    }

    long lookups() {
        return lookups;
    }

    long matched() {
        return matched;
    }

    /** Whether any of its flows has a timeout. */
    boolean mayExpire() {
        return mortal > 0;
    }

    /** The flow of the highest priority that a frame is for, or null. */
    FlowEntry lookup(final long[] fields) {
        lookups++;
        FlowEntry best = null;
        for (int index = 0; index < byPriority.size(); index++) {
            final var group = byPriority.get(index);
            if (best != null && best.priority() >= group.highest) {
                break;
            }
            final var candidates = group.flows.get(group.shape.keyOf(fields));
            if (candidates != null && (best == null || candidates.get(0).priority() > best.priority())) {
                best = candidates.get(0);
            }
        }
        if (best != null) {
            matched++;
        }
        return best;
    }

    /** The flow with just this match and priority, or null. */
    FlowEntry find(final FlowMatch match, final int priority) {
        final var group = groups.get(match.shape());
        final var candidates = group == null ? null : group.flows.get(match.key());
        if (candidates != null) {
            for (var flow : candidates) {
                if (flow.priority() == priority) {
                    return flow;
                }
            }
        }
        return null;
    }

    void add(final FlowEntry flow) {
        final var shape = flow.match().shape();
        var group = groups.get(shape);
        if (group == null) {
            group = new Group(shape);
            groups.put(shape, group);
            byPriority.add(group);
        }
        final var candidates = group.flows.computeIfAbsent(flow.match().key(), key -> new ArrayList<>(1));
        candidates.add(flow);
        if (candidates.size() > 1) {
            candidates.sort(Comparator.comparingInt(FlowEntry::priority).reversed());
        }
        if (flow.priority() > group.highest) {
            group.highest = flow.priority();
            byPriority.sort(Comparator.comparingInt(Group::highest).reversed());
        }
        size++;
        mortal += flow.isMortal() ? 1 : 0;
    }

    void remove(final FlowEntry flow) {
        final var group = groups.get(flow.match().shape());
        final var candidates = group == null ? null : group.flows.get(flow.match().key());
        if (candidates == null || !candidates.remove(flow)) {
            return;
        }
        size--;
        mortal -= flow.isMortal() ? 1 : 0;
        if (candidates.isEmpty()) {
            group.flows.remove(flow.match().key());
            if (group.flows.isEmpty()) {
                groups.remove(group.shape);
                byPriority.remove(group);
            }
        }
    }

    /** All flows whose frames a match is for as well. */
    List<FlowEntry> within(final FlowMatch match, final Predicate<FlowEntry> also) {
        final var found = new ArrayList<FlowEntry>();
        final Consumer<FlowEntry> check = flow -> {
            if (flow.match().isWithin(match) && also.test(flow)) {
                found.add(flow);
            }
        };
        for (var group : groups.values()) {
            if (group.shape.equals(match.shape())) {
                group.flows.getOrDefault(match.key(), List.of()).forEach(check);
            } else if (group.shape.covers(match.shape())) {
                group.flows.values().forEach(candidates -> candidates.forEach(check));
            }
        }
        return found;
    }

    /** Whether there is another flow of the same priority that a frame could be for as well. */
    boolean hasOverlap(final FlowMatch match, final int priority) {
        for (var group : groups.values()) {
            for (var candidates : group.flows.values()) {
                for (var flow : candidates) {
                    if (flow.priority() == priority && flow.match().overlaps(match)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** All flows, in no order. */
    List<FlowEntry> flows() {
        final var all = new ArrayList<FlowEntry>(size);
        groups.values().forEach(group -> group.flows.values().forEach(all::addAll));
        return all;
    }
}
