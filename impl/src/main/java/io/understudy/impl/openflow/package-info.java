/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * The OpenFlow side: which flows a bridge gets, and how they get there.
 */
package io.understudy.impl.openflow;
