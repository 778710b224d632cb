/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * Which hosts a group knows, and where each of them is.
 *
 * <p>This package decides what an observed frame means for the table: a new host, a move, an address at two hosts, our
 * own announcement coming back, or nothing at all; which hosts go; and what of it has to be replicated.
 */
package io.understudy.core.table;
