/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package listens to openflowplugin: packet-ins, ports, addresses, connections and mastership reach the groups
 * through these listeners.
 */
package io.understudy.impl.openflowplugin;
