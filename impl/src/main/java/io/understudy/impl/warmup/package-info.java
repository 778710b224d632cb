/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package runs takeovers of a pair that does not exist, so that the JIT compiler has compiled the code before the
 * first real takeover.
 */
package io.understudy.impl.warmup;
