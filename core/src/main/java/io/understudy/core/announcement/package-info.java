/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package decides which frames announce a host, how the rounds are spaced, and how fast the frames of a round
 * follow each other. It sends nothing and has no clock: a caller asks it what is due.
 */
package io.understudy.core.announcement;
