/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package runs one group, without thread and clock: {@link io.understudy.core.group.Group} takes events, lets the
 * failover machine decide, and has the bridges act.
 *
 * <p>It decides which commands become which frames and flows, and what is due next. It reaches the bridges through
 * {@link io.understudy.core.bridge.BridgeDriver} and tells the world through {@link
 * io.understudy.core.report.GroupSink}; whoever owns it brings events, time and a thread.
 */
package io.understudy.core.group;
