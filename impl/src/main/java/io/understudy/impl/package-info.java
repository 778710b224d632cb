/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package wires what OpenDaylight offers to what the groups need; see {@link
 * io.understudy.impl.UnderstudyProvider}.
 */
package io.understudy.impl;
