/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package has the RPCs of the YANG model.
 */
package io.understudy.impl.rpc;
