/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package watches the wires of the testbed with tcpdump: announcements, and frames that came back.
 */
package io.understudy.lab.capture;
