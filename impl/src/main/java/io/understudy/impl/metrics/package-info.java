/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package offers the figures of the groups to Prometheus.
 */
package io.understudy.impl.metrics;
