/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package decides which hosts a group knows, and where each of them is: what an observed frame means (a new host,
 * a move, an address at two hosts, our own announcement coming back, or nothing), which hosts go, and what has to be
 * replicated.
 */
package io.understudy.core.table;
