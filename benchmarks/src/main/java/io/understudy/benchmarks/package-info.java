/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package measures by JMH what single functions of the core cost; see
 * {@link io.understudy.benchmarks.MicroBenchmarks}.
 */
package io.understudy.benchmarks;
