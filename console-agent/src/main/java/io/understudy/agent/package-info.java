/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package is a Java agent that changes classes of Karaf 4.4 so that its console runs on Java 24 and newer.
 */
package io.understudy.agent;
