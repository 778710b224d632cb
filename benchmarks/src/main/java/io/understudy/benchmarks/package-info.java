/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * What single functions of the core cost, measured by JMH: see {@link io.understudy.benchmarks.MicroBenchmarks}.
 */
package io.understudy.benchmarks;
