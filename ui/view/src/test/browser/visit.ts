/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { readFileSync } from 'node:fs';
import { type Browser, type Page, chromium } from 'playwright-core';

// A new profile for each start, and nothing that looks for the network.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

interface Options {
  width?: number;
  dark?: boolean;
  /** What runs before the page's own scripts. */
  script?: () => void;
}

/**
 * The tab of the last visit that ended. The next one takes it over, for a new one costs a second of a processor. Nothing
 * is left in it: each test has a server at a port of its own, and what a browser stores is stored by origin.
 */
const spare = new WeakMap<Browser, Page>();

/** Somebody who has opened the page. */
export class Visit {
  /** What the console of the browser complained about. */
  readonly complaints: string[] = [];
  private ended = false;

  private constructor(private readonly browser: Browser, readonly page: Page, private readonly again: boolean) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
  }

  static async begin(browser: Browser, address: string, { width, dark, script }: Options = {}): Promise<Visit> {
    const visit = new Visit(browser, await tab(browser, script), script === undefined);
    await visit.page.setViewportSize({ width: width ?? 1280, height: 900 });
    await visit.page.emulateMedia({ colorScheme: dark === true ? 'dark' : 'light', reducedMotion: 'reduce' });
    await visit.page.goto(`${address}/understudy/`);
    return visit;
  }

  async end(): Promise<void> {
    if (this.ended) {
      return;
    }
    this.ended = true;
    if (!this.again || spare.has(this.browser)) {
      await this.page.context().close();
      return;
    }
    this.page.removeAllListeners();
    await this.page.goto('about:blank');
    spare.set(this.browser, this.page);
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

async function tab(browser: Browser, script: Options['script']): Promise<Page> {
  const page = spare.get(browser);
  if (page !== undefined && script === undefined) {
    spare.delete(browser);
    return page;
  }
  const context = await browser.newContext();
  if (script !== undefined) {
    await context.addInitScript(script);
  }
  return context.newPage();
}
