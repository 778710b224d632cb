/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is {@code ./run demo}: it kills the bridge host that forwards, with and without announcements, and
 * reports how long the traffic was away.
 */
package io.understudy.lab.demo;
