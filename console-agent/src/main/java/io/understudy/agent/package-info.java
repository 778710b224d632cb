/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * What Karaf 4.4 needs on Java 24 and newer.
 */
package io.understudy.agent;
