/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

// A new profile for each start, and nothing that looks for the network.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** Somebody who has opened the page in a browser of his own. */
export class Visit {
  /** What the console of the browser complained about. */
  readonly complaints: string[] = [];

  private constructor(readonly context: BrowserContext, readonly page: Page) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
  }

  static async begin(browser: Browser, address: string, options: { width?: number; dark?: boolean; script?: () => void } = {}): Promise<Visit> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 }, colorScheme: options.dark ? 'dark' : 'light', reducedMotion: 'reduce',
    });
    if (options.script !== undefined) {
      await context.addInitScript(options.script);
    }
    const visit = new Visit(context, await context.newPage());
    await visit.page.goto(`${address}/understudy/`);
    return visit;
  }

  async signIn(password = 'admin'): Promise<void> {
    await this.page.fill('input[name=user]', 'admin');
    await this.page.fill('input[name=password]', password);
    await this.page.keyboard.press('Enter');
  }

  /** What axe finds that keeps somebody from using the page. */
  async findings(): Promise<string[]> {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async () => {
      const axe = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: unknown; failureSummary: string }[] }[] }> } }).axe;
      const { violations } = await axe.run();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${JSON.stringify(node.target)} ${node.failureSummary}`).join('; ')}`);
    });
  }

  /** Whether the page is wider than its window. */
  async sideways(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }
}
