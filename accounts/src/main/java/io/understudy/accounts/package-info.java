/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package decides for each HTTP request on port 8181 whether the account that sent it may do what it asks.
 */
package io.understudy.accounts;
