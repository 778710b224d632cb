/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is the way to a bridge, in both directions: {@link io.understudy.core.bridge.BridgeDriver} is what a
 * group demands of a bridge, the other types are what it hands over and what the bridge answers. It decides nothing.
 *
 * <p>Who demands what:
 * <ul>
 * <li>{@code group.CommandDispatcher}: what the failover machine decides about gates, barriers and readings of flows.
 * <li>{@code group.Inquirer}: heartbeats, path probes, upstream probes and end markers.
 * <li>{@code hosts.HostKeeper} and {@code hosts.HostTable}: the flows and announcement groups of hosts, and the frames
 *     that the controller relays.
 * <li>{@code hosts.HostAnnouncing} and {@code hosts.Announcer}: announcements.
 * <li>{@code hosts.ServiceTags}: sources of frames with a service tag, which are held back.
 * <li>{@code group.Standby}, {@code group.LoopGuard}, {@code group.OwnFrameWatch}: what is done in passing, at leisure.
 * </ul>
 */
package io.understudy.core.bridge;
