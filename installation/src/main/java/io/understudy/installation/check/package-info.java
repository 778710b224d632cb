/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package looks at Karaf, its files and its JVM, and says what Understudy lacks there. It needs nothing but
 * Karaf: the feature installs it before all the rest, and it stays and speaks where the rest does not resolve.
 */
package io.understudy.installation.check;
