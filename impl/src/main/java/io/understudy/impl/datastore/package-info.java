/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * The datastore side: what is configured, and what is published.
 */
package io.understudy.impl.datastore;
