/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is a bridge as the group sees it: {@link io.understudy.impl.bridge.OpenFlowBridge} carries out the
 * group's requests by OpenFlow, and hands the answers to the thread of the group.
 */
package io.understudy.impl.bridge;
