/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something is set: a line of a file in Karaf's etc.
 *
 * @param file the file
 * @param line the number of the line, from 1
 */
record Setting(Path file, int line) {
    /**
     * Finds where an entry begins that is not commented out.
     *
     * @param file the file
     * @param key the entry
     * @return the place; empty if the file does not have it, or cannot be read
     */
    static Optional<Setting> of(final Path file, final String key) {
        final var entry = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*[=: ].*");
        final var lines = lines(file);
        // The last one counts.
        for (int number = lines.size(); number > 0; number--) {
            if (entry.matcher(lines.get(number - 1)).matches()) {
                return Optional.of(new Setting(file, number));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its lines; none if it cannot be read
     */
    static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
