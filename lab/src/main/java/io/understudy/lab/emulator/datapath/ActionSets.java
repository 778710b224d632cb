/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts actions into the order of an action set (5.10 of the specification): of each kind only the last one, tags are
 * taken away before others are added, fields are set then, and a group takes the place of an output.
 */
final class ActionSets {
    private ActionSets() {
        // only a function
    }

    static List<Operation> ordered(final List<Operation> operations) {
        Operation pop = null;
        Operation push = null;
        final Map<Field, Operation> sets = new EnumMap<>(Field.class);
        Operation group = null;
        Operation output = null;
        for (var operation : operations) {
            switch (operation) {
                case Operation.PopVlan popping -> pop = popping;
                case Operation.PushVlan pushing -> push = pushing;
                case Operation.Set set -> sets.put(set.value().field(), set);
                case Operation.ToGroup to -> group = to;
                case Operation.Output out -> output = out;
                case Operation.Nothing nothing -> { }
            }
        }
        final var ordered = new ArrayList<Operation>();
        add(ordered, pop);
        add(ordered, push);
        ordered.addAll(sets.values());
        add(ordered, group == null ? output : group);
        return List.copyOf(ordered);
    }

    private static void add(final List<Operation> ordered, final Operation operation) {
        if (operation != null) {
            ordered.add(operation);
        }
    }
}
