/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package makes foreign text safe for the log, the console and the metrics.
 */
package io.understudy.impl.text;
