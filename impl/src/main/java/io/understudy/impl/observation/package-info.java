/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * A second OpenFlow connection from each bridge, on which Understudy only listens. openflowplugin brings the state of a
 * port through its data tree, ten milliseconds after the bridge sent it; here it takes less than one. The connection
 * sends nothing that changes the bridge, so there is never a second writer of its flows.
 */
package io.understudy.impl.observation;
