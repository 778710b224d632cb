/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package applies the rule of who may change something by HTTP to OpenDaylight's second RESTCONF server, on port
 * 8182.
 */
package io.understudy.accounts.endpoint;
