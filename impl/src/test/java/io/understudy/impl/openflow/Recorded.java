/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.io.Resources;
import io.understudy.impl.openflow.TableModel.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Flows that were read from a bridge once, and are kept as a file.
 */
final class Recorded {
    private Recorded() {
        // only functions
    }

    /** Returns the flows of a file, in its order. */
    static List<Rule> flows(final String file) {
        try {
            return Resources.readLines(Resources.getResource(Recorded.class, file), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(RuleReader::line).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
