/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * A second OpenFlow connection from each bridge, for what must not wait. openflowplugin brings the state of a port
 * through its data tree, ten milliseconds after the bridge sent it, and takes some milliseconds for each message that
 * seldom runs; here it takes less than one. What is sent by it is listed in
 * {@link io.understudy.impl.openflow.DirectLink}; everything else goes through openflowplugin.
 */
package io.understudy.impl.direct;
