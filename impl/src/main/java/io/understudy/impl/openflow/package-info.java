/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package has the OpenFlow side: which flows, groups and meters a bridge gets, as messages, and how they are
 * written and read back. It knows no group.
 */
package io.understudy.impl.openflow;
