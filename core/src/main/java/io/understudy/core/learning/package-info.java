/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package decides which frames name a host, and which of them are believed about its IP addresses. It looks at
 * one frame at a time and remembers nothing; {@link io.understudy.core.table} decides what becomes of it.
 */
package io.understudy.core.learning;
