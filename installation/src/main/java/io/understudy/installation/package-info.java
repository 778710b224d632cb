/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package answers what the rest of Understudy may ask about its installation.
 */
package io.understudy.installation;
