/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * Who may change something by OpenDaylight's second RESTCONF server, on port 8182.
 */
package io.understudy.accounts.endpoint;
