/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package sends numbered frames through the testbed and counts which of them are lost, doubled or late.
 */
package io.understudy.lab.traffic;
