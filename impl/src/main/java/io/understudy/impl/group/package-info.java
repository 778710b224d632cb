/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * Runs the groups: one thread a group, which alone owns the group's state.
 */
package io.understudy.impl.group;
