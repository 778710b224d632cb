/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is the forwarding of an emulated switch: flow tables, groups and meters of OpenFlow 1.3 applied to
 * frames. It has no socket, no thread and no clock.
 */
package io.understudy.lab.emulator.datapath;
