/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    private static final String ESCAPE = "\u001b";

    @Test
    void aForgedLineOfTheLogIsOneLine() {
        assertEquals("x\\r\\n2026-01-01T00:00:00.000 | ERROR | forged",
            Printable.of("x\r\n2026-01-01T00:00:00.000 | ERROR | forged"));
    }

    @Test
    void anEscapeSequenceIsShown() {
        assertEquals("\\u001b[2J\\u001b]0;title\\u0007\\b\\t\\f",
            Printable.of(ESCAPE + "[2J" + ESCAPE + "]0;title\u0007\b\t\f"));
    }

    @Test
    void everyControlCharacterOfBothSetsIsShown() {
        IntStream.concat(IntStream.range(0, 0x20), IntStream.rangeClosed(0x7f, 0x9f)).mapToObj(Character::toString)
            .forEach(character -> {
                assertTrue(Printable.of(character).startsWith("\\"), () -> "0x" + (int) character.charAt(0));
                assertFalse(Printable.isPlain(character));
            });
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0x200b, 0x200f, 0x2060, 0xfeff, 0xad})
    void whatHidesOrTurnsTextIsShown(final int character) {
        assertEquals(String.format("a\\u%04xb", character), Printable.of("a" + Character.toString(character) + "b"));
    }

    @Test
    void whatIsBeyondTheBasicPlaneIsShownAsJavaWritesIt() {
        assertEquals("\\udb40\\udc41", Printable.of(Character.toString(0xe0041)), "an invisible tag");
        assertEquals("a\\ud800b", Printable.of("a\ud800b"), "half a pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pair1", "Pärchen 日本 🙂", "a\\nb", "\"quoted\" 'so' <b>", "a b"})
    void allOtherTextStaysAsItIs(final String text) {
        assertEquals(text, Printable.of(text));
        assertTrue(Printable.isPlain(text));
    }

    @Test
    void doneTwiceItChangesNothingMore() {
        final var once = Printable.of("a\n" + ESCAPE + "\\n");
        assertEquals(once, Printable.of(once));
    }

    @Test
    void differentNamesStayDifferent() {
        assertNotEquals(Printable.name("a\nb"), Printable.name("a\\nb"));
        assertEquals("a\\\\b", Printable.name("a\\b"));
    }

    @Test
    void jsonKeepsItsLinesAndItsContent() {
        final var report = new JsonObject();
        final var hidden = IntStream.of(0x7f, 0x9b, 0x202e, 0x2028, 0x200b, 0xe0041).mapToObj(Character::toString)
            .collect(Collectors.joining());
        report.addProperty("text", "a\nb" + ESCAPE + "[2J\\n" + hidden);
        final var shown = Printable.lines(new GsonBuilder().setPrettyPrinting().create().toJson(report));
        assertEquals(3, shown.lines().count(), shown);
        shown.lines().forEach(line -> assertTrue(Printable.isPlain(line), line));
        assertEquals(report, JsonParser.parseString(shown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "\t", "\u001b[2J", "\u009b2J", "a\u2028b", "a\u2029b"})
    void whatControlsATerminalIsNotOneLine(final String text) {
        assertFalse(Printable.isOneLine(text));
    }

    @Test
    void anyOtherTextIsOneLine() {
        final var joined = "👨" + Character.toString(0x200d) + "💻";
        for (var text : new String[] {"", "a new cable", joined}) {
            assertTrue(Printable.isOneLine(text), text);
        }
    }

    @Test
    void nothingIsShownAsALoggerWritesIt() {
        assertEquals("null", Printable.of(null));
    }
}
