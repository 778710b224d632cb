/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * The RPCs of the YANG model.
 */
package io.understudy.impl.rpc;
