/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package has the values of which the rest of the core speaks: addresses, hosts, where a host is, and a group's
 * configuration.
 *
 * <p>Each value is immutable, and its constructor checks its ranges, so that no other package has to check them again.
 * Nothing here decides anything.
 */
package io.understudy.core.model;
