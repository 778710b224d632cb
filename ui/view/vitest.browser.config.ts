/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { defineConfig } from 'vitest/config';

// The page in a real browser, against a RESTCONF of our own that can be told what to answer.
export default defineConfig({
  test: {
    include: ['src/test/browser/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    reporters: ['default', './build/surefire-summary.ts'],
  },
});
