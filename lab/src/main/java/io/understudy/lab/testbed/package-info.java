/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package raises the testbed of network namespaces, breaks it and removes it; see {@link
 * io.understudy.lab.testbed.Lab}.
 */
package io.understudy.lab.testbed;
