/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the live objects of a Java process take.
 *
 * @param bytes of each class, by its name as the virtual machine writes it
 */
public record HeapHistogram(Map<String, Long> bytes) {
    /** Number, instances, bytes, class; the module may follow. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    /** Copies the map. */
    public HeapHistogram {
        bytes = Map.copyOf(bytes);
    }

    /**
     * Reads what {@code jcmd GC.class_histogram} prints.
     *
     * @param text the text
     * @return what it says
     * @throws LabException if there is no class in it
     */
    public static HeapHistogram parse(final String text) {
        final var bytes = new HashMap<String, Long>();
        text.lines().map(LINE::matcher).filter(line -> line.matches())
            .forEach(line -> bytes.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum));
        if (bytes.isEmpty()) {
            throw new LabException("jcmd tells no classes: " + text.lines().limit(3).toList());
        }
        return new HeapHistogram(bytes);
    }

    /**
     * All together.
     *
     * @return bytes
     */
    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The objects of classes whose names begin with one of some prefixes, and arrays of such objects.
     *
     * @param prefixes the prefixes, as {@code java.util.}
     * @return bytes
     */
    public long of(final String... prefixes) {
        return bytes.entrySet().stream().filter(entry -> Arrays.stream(prefixes)
            .anyMatch(prefix -> entry.getKey().replaceFirst("^\\[+L", "").startsWith(prefix)))
            .mapToLong(Map.Entry::getValue).sum();
    }
}
