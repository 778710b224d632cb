/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * The wiring: what OpenDaylight offers is tied to what the groups need.
 */
package io.understudy.impl;
