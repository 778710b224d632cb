/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is a client of RESTCONF for a group: its configuration, its state and its operations.
 */
package io.understudy.lab.restconf;
