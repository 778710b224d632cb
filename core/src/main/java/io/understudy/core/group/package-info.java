/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package runs one group, without thread and clock: {@link io.understudy.core.group.Group} takes events, lets the
 * failover machine decide, and has the bridges act.
 *
 * <h2>Contract</h2>
 *
 * <p>An owner makes a group with a {@link io.understudy.core.bridge.BridgeDriver} for each bridge and a
 * {@link io.understudy.core.report.GroupSink}, and calls it from one thread. Each call has the time, in nanoseconds of
 * one arbitrary origin; time never goes back. The group answers by calling the drivers and the sink, before the call
 * returns. What a bridge answers comes back as a later call: {@code take(event, now)}, {@code hostsUpdated},
 * {@code hostsCounted}. What arrives from a bridge by itself comes as {@code take}, {@code ports}, {@code heartbeat},
 * {@code probe} and {@code copy}.
 *
 * <p>The loop of an owner, where {@code inbox} holds such calls and {@code clock} tells the time:
 *
 * <pre>{@code
 * while (running) {
 *     final var call = inbox.take(group.nextDue());
 *     if (call != null) {
 *         call.run();
 *     }
 *     final long now = clock.getAsLong();
 *     group.advance(now, inbox.backlog());
 *     group.takeReport(now).ifPresent(reports::add);
 * }
 * }</pre>
 *
 * <p>{@code take} waits for a call, and at most until the time that it is given. Evidence goes first: a call with an
 * event is taken before frames to learn from.
 *
 * <h2>What an owner must never do</h2>
 * <ul>
 * <li>call from two threads, or from within a call of a driver or of the sink;</li>
 * <li>read the time after the backlog: what came in between would count as silence;</li>
 * <li>give an answer twice, or to another token than that of its request;</li>
 * <li>block in a driver or in the sink: the group hears nothing meanwhile.</li>
 * </ul>
 */
package io.understudy.core.group;
