/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is the way to a bridge, in both directions: {@link io.understudy.core.bridge.BridgeDriver} is what a
 * group demands of a bridge, the other types are what it hands over and what the bridge answers. It decides nothing.
 */
package io.understudy.core.bridge;
