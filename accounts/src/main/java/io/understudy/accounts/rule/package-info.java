/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * The rule itself, for every server that asks.
 */
package io.understudy.accounts.rule;
