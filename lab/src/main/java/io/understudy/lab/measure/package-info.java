/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package watches the traffic of the testbed in the course of something that happens to it.
 */
package io.understudy.lab.measure;
