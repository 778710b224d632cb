/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package has the commands of Karaf's console. They read what is published in the datastore, and call the same
 * operations as RESTCONF does.
 */
package io.understudy.impl.console;
