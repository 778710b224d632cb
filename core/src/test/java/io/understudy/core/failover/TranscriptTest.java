/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stories in {@code src/test/resources/transcripts} go as they are written; see {@link Transcript}. With the system
 * property {@code understudy.transcripts.rewrite} set to true they are rewritten instead: look at the difference
 * before you commit it.
 */
final class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/transcripts");
    private static final int CONTEXT = 3;

    static Stream<Path> stories() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theStoryGoesAsItIsWritten(final Path file) throws IOException {
        final var written = Files.readAllLines(file);
        final var played = Transcript.play(written);
        if (Boolean.getBoolean("understudy.transcripts.rewrite")) {
            Files.write(file, played);
        } else if (!written.equals(played)) {
            fail(file + " goes otherwise now:\n" + difference(written, played)
                + "\nIf that is right: -Dunderstudy.transcripts.rewrite=true");
        }
    }

    /** The first lines that differ, after some that do not. */
    private static String difference(final List<String> written, final List<String> played) {
        int same = 0;
        while (same < Math.min(written.size(), played.size()) && written.get(same).equals(played.get(same))) {
            same++;
        }
        final var text = new StringBuilder();
        played.subList(Math.max(0, same - CONTEXT), same).forEach(line -> text.append("  ").append(line).append('\n'));
        written.subList(same, Math.min(written.size(), same + CONTEXT))
            .forEach(line -> text.append("- ").append(line).append('\n'));
        played.subList(same, Math.min(played.size(), same + CONTEXT))
            .forEach(line -> text.append("+ ").append(line).append('\n'));
        return text.toString();
    }

    @Test
    void aDifferenceShowsBothAndWhatCameBefore() {
        final var text = difference(List.of("a", "b", "old"), List.of("a", "b", "new", "more"));
        assertTrue(text.equals("  a\n  b\n- old\n+ new\n+ more\n"), text);
    }
}
