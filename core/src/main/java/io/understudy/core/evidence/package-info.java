/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package keeps what is known of a bridge: what was asked, what was answered, and which state of the evidence
 * follows from both. It knows no roles: {@link io.understudy.core.failover} decides from the evidence which bridge
 * forwards.
 *
 * <p>{@link io.understudy.core.evidence.ProbeMonitor} counts requests and answers of one kind of probe. {@link
 * io.understudy.core.evidence.Signs} collects the evidence of one bridge. All types are immutable.
 */
package io.understudy.core.evidence;
