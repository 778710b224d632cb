/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a document: what stands in blocks that are marked as sh.
 *
 * @param heading what they stand under
 * @param mark what follows sh
 * @param script the commands
 */
public record Documented(String heading, String mark, String script) {
    private static final String FENCE = "```";
    private static final String BEGIN = FENCE + "sh";

    /**
     * Reads a document.
     *
     * @param name its name, below docs
     * @return its blocks in order
     */
    public static List<Documented> of(final String name) {
        final var blocks = new ArrayList<Documented>();
        String heading = "";
        String mark = null;
        StringBuilder script = null;
        try {
            for (var line : Files.readAllLines(Shell.home().resolve("docs").resolve(name))) {
                if (script != null && line.equals(FENCE)) {
                    blocks.add(new Documented(heading, mark, script.toString()));
                    script = null;
                } else if (script != null) {
                    script.append(line).append('\n');
                } else if (line.startsWith(BEGIN)) {
                    mark = line.substring(BEGIN.length()).strip();
                    script = new StringBuilder();
                } else if (line.startsWith("## ")) {
                    heading = line.substring("## ".length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }

    /** With the ports that the testbed has. */
    String onTestbed() {
        return script.replace("eth1", "trunk").replace("eth2", "uplink").replace("eth3", "peer");
    }
}
