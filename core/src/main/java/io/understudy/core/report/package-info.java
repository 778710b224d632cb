/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package collects what a group tells the world: its state, its counters and its events. {@link
 * io.understudy.core.report.GroupSink} receives them. Nothing here changes what the group does.
 */
package io.understudy.core.report;
