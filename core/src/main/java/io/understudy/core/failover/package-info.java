/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package decides which of the two bridges forwards. {@link io.understudy.core.failover.FailoverMachine} is a
 * pure function of state, event and time; {@link io.understudy.core.failover.Verdict} is the decision itself, without
 * time.
 */
package io.understudy.core.failover;
