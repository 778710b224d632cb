/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import java.io.PrintStream;

/**
 * Text that is broken between words, to fit the width.
 */
final class Paragraph {
    private Paragraph() {
        // only functions
    }

    /**
     * Prints a text.
     *
     * @param text words
     * @param out where to
     */
    static void print(final String text, final PrintStream out) {
        final var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > GroupCommand.WIDTH) {
                out.println(line);
                line.setLength(0);
                line.append("    ");
            } else if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        out.println(line);
    }
}
