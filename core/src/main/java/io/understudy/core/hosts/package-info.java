/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package keeps the hosts of a group on both bridges: it learns them from frames, has their flows written, counts
 * their use, removes idle hosts, and announces hosts after a takeover. {@link io.understudy.core.hosts.HostKeeper} is
 * the class that other packages use.
 */
package io.understudy.core.hosts;
