/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import java.util.ArrayList;
import java.util.Set;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;

/**
 * Lets options stand anywhere. Karaf takes what follows the first argument for further arguments, so they are moved
 * before it.
 */
@Service
public final class OptionsFirst extends DefaultParser {
    /** The options of all our commands that take the word behind them. */
    static final Set<String> WITH_VALUE = Set.of("--mac", "--ip", "--vlan", "--last", "--reason");

    @Override
    public CommandLine parse(final Session session, final String command, final int cursor) {
        final var line = super.parse(session, command, cursor);
        final var words = line.getArguments();
        final var order = new ArrayList<Integer>(words.length);
        order.add(0);
        final var arguments = new ArrayList<Integer>(words.length);
        for (int i = 1; i < words.length; i++) {
            if (!words[i].startsWith("-")) {
                arguments.add(i);
            } else if (!WITH_VALUE.contains(words[i])) {
                order.add(i);
            } else if (i + 1 < words.length) {
                order.add(i);
                i++;
                order.add(i);
            } else {
                // Its value is missing. Before the arguments it would take one of them.
                arguments.add(i);
            }
        }
        order.addAll(arguments);
        final var ordered = new ArrayList<String>(words.length + 1);
        order.forEach(i -> ordered.add(words[i]));
        // Behind a blank a new word is completed, which the parser does not count.
        final boolean begins = cursor > line.getBuffer().stripTrailing().length();
        if (begins) {
            ordered.add("");
        }
        return new CommandLineImpl(ordered.toArray(String[]::new),
            begins ? ordered.size() - 1 : order.indexOf(line.getCursorArgumentIndex()),
            begins ? 0 : line.getArgumentPosition(), cursor, line.getBuffer());
    }
}
