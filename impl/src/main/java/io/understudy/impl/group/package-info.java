/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package runs the groups. Each group has one thread, which alone owns its state.
 */
package io.understudy.impl.group;
