/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is a bare reference: one small program that replaces a dead bridge, as fast as OpenFlow permits,
 * without any of the rules that make it safe. The bench compares Understudy with it.
 */
package io.understudy.lab.reference;
