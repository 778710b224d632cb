/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package emulates two switches with their hosts, for what no real switch does on request: to refuse a flow, to
 * answer late, to hold 10,000 hosts. The controller sees them by OpenFlow 1.3 over TCP, as it sees Open vSwitch.
 */
package io.understudy.lab.emulator;
