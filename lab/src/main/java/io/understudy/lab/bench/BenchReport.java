/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

/**
 * The figures of a benchmark.
 */
interface BenchReport {
    /**
     * The figures for programs.
     *
     * @return one JSON object
     */
    String toJson();

    /**
     * The figures for people.
     *
     * @return tables, each line ended
     */
    String toMarkdown();
}
