/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * OpenDaylight's parts for authentication, without which neither RESTCONF nor Understudy starts.
 */
package io.understudy.impl.aaa;
