/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Flow tables of a switch, for tests: what a frame would meet if it came now. Where several flows of the same priority
 * take a frame, OpenFlow 1.3 (6.4) leaves open which one does; then every possible outcome is told.
 */
final class TableModel {
    static final String METADATA = "metadata";
    static final String CONTROLLER = "controller";

    private final List<Rule> rules = new ArrayList<>();
    private boolean meter;

    /** A value of a field, and the bits of it that count. */
    record Masked(long value, long mask) {
        boolean takes(final Long actual) {
            return actual != null && (actual & mask) == (value & mask);
        }
    }

    /** What a flow does with a frame. */
    sealed interface Act {
        /** Goes out of a port, or to the controller. */
        record Out(String port) implements Act {
        }

        record Set(String field, long value) implements Act {
        }

        record WriteMetadata(long value, long mask) implements Act {
        }

        record GoTo(int table) implements Act {
        }

        record Meter() implements Act {
        }
    }

    /** A flow. */
    record Rule(int table, int priority, long cookie, Map<String, Masked> match, List<Act> acts) {
        boolean takes(final Map<String, Long> frame) {
            return match.entrySet().stream().allMatch(field -> field.getValue().takes(frame.get(field.getKey())));
        }

        boolean replaces(final Rule other) {
            return table == other.table && priority == other.priority && match.equals(other.match);
        }
    }

    void addMeter() {
        meter = true;
    }

    /** Takes the meter away, and with it the flows that name it (OpenFlow 1.3.5, 6.4). */
    void removeMeter() {
        meter = false;
        rules.removeIf(rule -> rule.acts().contains(new Act.Meter()));
    }

    void add(final Rule rule) {
        if (rule.acts().contains(new Act.Meter()) && !meter) {
            throw new AssertionError("refused, there is no meter: " + rule);
        }
        rules.removeIf(rule::replaces);
        rules.add(rule);
    }

    /** Removes the flows with a cookie from a table, and where one is named exactly, only that. */
    void remove(final Rule named, final long mask, final boolean strict) {
        rules.removeIf(rule -> rule.table() == named.table() && (rule.cookie() & mask) == (named.cookie() & mask)
            && (!strict || named.replaces(rule)));
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    TableModel copy() {
        final var copy = new TableModel();
        copy.meter = meter;
        copy.rules.addAll(rules);
        return copy;
    }

    /**
     * Tells where a frame goes.
     *
     * @param frame its fields, by their names in OpenFlow
     * @return for each possible outcome the ports that it leaves by, how often by each
     */
    Set<Map<String, Integer>> outcomes(final Map<String, Long> frame) {
        final var outcomes = new HashSet<Map<String, Integer>>();
        final var begun = new HashMap<>(frame);
        begun.put(METADATA, 0L);
        follow(0, begun, new TreeMap<>(), outcomes);
        return outcomes;
    }

    private void follow(final int table, final Map<String, Long> frame, final Map<String, Integer> out,
            final Set<Map<String, Integer>> outcomes) {
        final var taking = rules.stream().filter(rule -> rule.table() == table && rule.takes(frame)).toList();
        final int highest = taking.stream().mapToInt(Rule::priority).max().orElse(-1);
        if (highest < 0) {
            outcomes.add(out);
        }
        taking.stream().filter(rule -> rule.priority() == highest).forEach(rule -> {
            final var further = new HashMap<>(frame);
            final var ports = new TreeMap<>(out);
            int next = -1;
            for (var act : rule.acts()) {
                switch (act) {
                    case Act.Out to -> ports.merge(to.port(), 1, Integer::sum);
                    case Act.Set set -> further.put(set.field(), set.value());
                    case Act.WriteMetadata write -> further.merge(METADATA, write.value(),
                        (before, noted) -> before & ~write.mask() | noted & write.mask());
                    case Act.GoTo to -> next = to.table();
                    case Act.Meter metered -> { }
                }
            }
            if (next < 0) {
                outcomes.add(ports);
            } else {
                follow(next, further, ports, outcomes);
            }
        });
    }
}
