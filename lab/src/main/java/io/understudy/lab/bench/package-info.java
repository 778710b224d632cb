/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is {@code ./run bench}: it breaks the testbed in every way, measures takeovers with few and many hosts,
 * and writes the tables.
 */
package io.understudy.lab.bench;
