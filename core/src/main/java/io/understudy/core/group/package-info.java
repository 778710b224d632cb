/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * Runs one group, without thread and clock: takes what happens, lets the failover machine decide, has the bridges act.
 *
 * <p>This package decides which commands become which frames and flows, which frames are learned from, which hosts a
 * bridge is told of and when, and what is due next. It reaches the bridges through
 * {@link io.understudy.core.group.BridgeDriver} and tells the world through
 * {@link io.understudy.core.group.GroupSink}; whoever owns it brings events, time and a thread.
 */
package io.understudy.core.group;
