/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package starts OpenDaylight's encryption service once more where OpenDaylight did not start it. Without it
 * nobody logs in, and neither RESTCONF nor Understudy starts.
 */
package io.understudy.impl.aaa;
