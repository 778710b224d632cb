/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * What Prometheus is told of the groups.
 */
package io.understudy.impl.metrics;
