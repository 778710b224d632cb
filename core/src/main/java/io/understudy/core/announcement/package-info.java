/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * What is sent to announce hosts, and when.
 *
 * <p>This package decides which frames announce a host, how the rounds are spaced, and how fast the frames of a round
 * follow each other. It sends nothing and has no clock: it is asked what is due.
 */
package io.understudy.core.announcement;
