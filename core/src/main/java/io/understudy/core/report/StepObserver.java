/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import io.understudy.core.failover.GroupState;

/**
 * Sees each step of the failover machine. An observer changes nothing that the machine decides on.
 */
@FunctionalInterface
public interface StepObserver {
    /**
     * Called after each step, before its commands are carried out.
     *
     * @param before the state before the step
     * @param after the state after the step
     * @param now ns
     */
    void stepped(GroupState before, GroupState after, long now);
}
