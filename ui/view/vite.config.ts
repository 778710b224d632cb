/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { defineConfig } from 'vitest/config';

// One script with a fixed name, for the application in DLUX loads it by that name. The page itself is static, so that
// it runs under a content security policy without exceptions.
export default defineConfig({
  publicDir: 'src/main/page',
  build: {
    outDir: process.env.PAGE_DIRECTORY ?? 'target/page',
    emptyOutDir: true,
    target: 'es2022',
    lib: {
      entry: 'src/main/ts/bridge-failover-view.ts',
      formats: ['es'],
      fileName: () => 'bridge-failover-view.js',
    },
  },
  test: {
    include: ['src/test/ts/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', './build/surefire-summary.ts'],
  },
});
