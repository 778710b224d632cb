/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.text;

/**
 * Text of operators and switches where people read it. A line feed in it would forge a line of the log (CWE-117), an
 * escape sequence would drive the terminal that shows it (CWE-150), and a mark that turns the direction of writing
 * would show other words than there are. So what is not visible by itself is shown as Java and JSON (RFC 8259, 7) write
 * it in a string: {@code \n}, {@code \u001b}. These are the characters of Unicode's categories Cc, Cf, Zl and Zp, and
 * halves of surrogate pairs. All other text stays as it is. In the datastore and in RESTCONF's answers all text does.
 */
public final class Printable {
    private Printable() {
        // only functions
    }

    /**
     * Makes one line of a text. Done twice, it changes nothing more.
     *
     * @param text any text, or null
     * @return the text with all that is invisible shown; "null" for null, as a logger writes it
     */
    public static String of(final String text) {
        return text == null ? "null" : shown(text, "");
    }

    /**
     * Keeps the lines of a text that was made of lines, such as indented JSON, and shows all else that is invisible.
     * JSON stays JSON with the same content.
     *
     * @param text a text of which each line feed is one of its writer
     * @return the text
     */
    public static String lines(final String text) {
        return shown(text, "\n");
    }

    /**
     * Makes one line of a text by which things are told apart: different texts stay different, for a backslash is
     * doubled.
     *
     * @param text a name
     * @return the name with all that is invisible shown
     */
    public static String name(final String text) {
        return of(text.replace("\\", "\\\\"));
    }

    /**
     * Tells whether a text is shown as it is.
     *
     * @param text the text
     * @return whether all of it is visible
     */
    public static boolean isPlain(final String text) {
        return text.codePoints().allMatch(Printable::isVisible);
    }

    /**
     * Tells whether a text is one line that controls no terminal.
     *
     * @param text the text
     * @return whether it has no character of the categories Cc, Zl and Zp
     */
    public static boolean isOneLine(final String text) {
        return text.codePoints().noneMatch(character -> switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }

    private static String shown(final String text, final String kept) {
        if (isPlain(text)) {
            return text;
        }
        final var line = new StringBuilder(text.length() + Character.MAX_RADIX);
        text.codePoints().forEach(character -> {
            if (isVisible(character) || kept.indexOf(character) >= 0) {
                line.appendCodePoint(character);
            } else {
                append(line, character);
            }
        });
        return line.toString();
    }

    private static boolean isVisible(final int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static void append(final StringBuilder line, final int character) {
        switch (character) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            case '\b' -> line.append("\\b");
            case '\f' -> line.append("\\f");
            default -> {
                for (var half : Character.toChars(character)) {
                    line.append(String.format("\\u%04x", (int) half));
                }
            }
        }
    }
}
