/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * Who may change something by HTTP.
 */
package io.understudy.accounts;
