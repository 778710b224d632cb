/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package has the rule alone: which methods and paths an account without the role admin may use. Both servers ask
 * it.
 */
package io.understudy.accounts.rule;
