/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package serves a second OpenFlow connection from each bridge, for what must not wait. openflowplugin brings the
 * state of a port through its data tree, ten milliseconds after the bridge sent it, and takes some milliseconds for
 * each message that seldom runs; here it takes less than one. {@link io.understudy.impl.openflow.DirectLink} lists
 * what is sent by it; everything else goes through openflowplugin.
 */
package io.understudy.impl.direct;
