/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is the datastore side: it reads the configuration, refuses what cannot be meant, and publishes state,
 * hosts and events.
 */
package io.understudy.impl.datastore;
