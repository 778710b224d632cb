/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsFirstTest {
    private final OptionsFirst parser = new OptionsFirst();

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "hosts pair1;                            hosts pair1",
        "hosts pair1 --mac 02:00 --json;         hosts --mac 02:00 --json pair1",
        "hosts --mac 02:00 pair1 --vlan=5;       hosts --mac 02:00 --vlan=5 pair1",
        "hosts pair1 --mac;                      hosts pair1 --mac",
        "hosts pair1 --vlan -1;                  hosts --vlan -1 pair1",
        "switchover pair1 --reason 'x --yes y';  switchover --reason 'x --yes y' pair1",
        "switchover -y pair1 openflow:2 --nosuch; switchover -y --nosuch pair1 openflow:2"})
    void optionsAreMovedBeforeArguments(final String typed, final String executed) {
        assertEquals(executed, parser.preprocess(null, parser.parse(null, typed, typed.length())));
    }

    @Test
    void nothingBeyondAPipeIsMoved() {
        final var typed = "hosts pair1 --json | grep -i x";
        final var line = parser.parse(null, typed, typed.length());
        assertEquals("hosts pair1 --json ", line.getBuffer());
        assertEquals("hosts --json pair1", parser.preprocess(null, line).strip());
    }

    @ParameterizedTest
    @CsvSource({"'hosts pair1 --js', --js, 1, 4", "'hosts pair1 --mac 0', 0, 2, 1", "'hosts ', '', 1, 0",
        "'hosts --json ', '', 2, 0", "hosts --json pa, pa, 2, 2", "hos, hos, 0, 3"})
    void theWordAtTheCursorIsCompletedWhereItWasMovedTo(final String typed, final String word, final int place,
            final int within) {
        final var line = parser.parse(null, typed, typed.length());
        assertEquals(word, line.getCursorArgument());
        assertEquals(List.of(place, within), List.of(line.getCursorArgumentIndex(), line.getArgumentPosition()));
    }

    @Test
    void everyOptionWithAValueIsKnown() {
        final var commands = List.of(AnnounceHosts.class, ListEvents.class, ListHosts.class, ShowGroup.class,
            SwitchMaintenance.class, SwitchRole.class);
        assertEquals(OptionsFirst.WITH_VALUE, commands.stream().flatMap(OptionsFirstTest::withValue)
            .collect(Collectors.toSet()));
    }

    private static Stream<String> withValue(final Class<?> command) {
        if (command == Object.class) {
            return Stream.of();
        }
        final var own = Arrays.stream(command.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Option.class) && field.getType() != boolean.class)
            .map(field -> field.getAnnotation(Option.class))
            .flatMap(option -> Stream.concat(Stream.of(option.name()), Arrays.stream(option.aliases())));
        return Stream.concat(own, withValue(command.getSuperclass()));
    }
}
