/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 *
 * Ends the report of the tests with a line as Surefire writes it, so that ./test counts them with all the others.
 */
import type { Reporter, TestModule } from 'vitest/node';

export default class SurefireSummary implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    let run = 0;
    let failed = 0;
    let skipped = 0;
    let errors = 0;
    for (const module of modules) {
      errors += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        run += 1;
        failed += state === 'failed' ? 1 : 0;
        skipped += state === 'skipped' ? 1 : 0;
      }
    }
    const level = failed + errors > 0 ? 'ERROR' : 'INFO';
    console.log(`[${level}] Tests run: ${run}, Failures: ${failed}, Errors: ${errors}, Skipped: ${skipped}`);
  }
}
