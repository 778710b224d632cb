/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * What the rest of the core speaks about: addresses, hosts, where a host is, and a group's configuration.
 *
 * <p>Everything here is an immutable value whose ranges are checked when it is made, so that no other package has to
 * check them again. Nothing here decides anything.
 */
package io.understudy.core.model;
