/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 *
 * Looks at the user interface of a running distribution while somebody else moves the role of its only group.
 *
 *   node watch-takeover.mjs page|dlux URL BRIDGE [SCREENSHOT]
 *
 * Signs in, first with a wrong password. Prints "ready" when the group is shown as protected. When BRIDGE is shown as the
 * primary it prints, as JSON: when that was (milliseconds since 1970), how often the page asked for the state until then,
 * the path that is drawn, what the browser keeps, and every error that the browser's console shows after the sign-in.
 */
import { chromium } from 'playwright-core';

const [door, url, bridge, screenshot] = process.argv.slice(2);
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const DOORS = {
  page: { user: 'sign-in-form input[name=user]', password: 'sign-in-form input[name=password]', button: 'sign-in-form button', refused: 'do not fit' },
  dlux: { user: 'input[name=username]', password: 'input[name=password]', button: 'button.btn-orange', refused: 'Unable to login' },
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(120_000);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`));
  await page.goto(url);

  const { user, password, button, refused } = DOORS[door];
  await page.fill(user, 'admin');
  await page.fill(password, 'wrong');
  await page.click(button);
  await page.waitForSelector(`text=${refused}`);
  await page.fill(password, 'admin');
  await page.click(button);
  await page.waitForSelector('#status:has-text("protected"):not(:has-text("unprotected"))');
  // The browser itself reports the 401 of the wrong password.
  complaints.length = 0;

  const shown = page.evaluate((wanted) => new Promise((resolve) => {
    const root = document.querySelector('bridge-failover-view').shadowRoot;
    const look = () => root.querySelector('#primary')?.textContent === wanted && resolve(Date.now());
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
    look();
  }), bridge);
  let requests = 0;
  page.on('request', (request) => {
    requests += request.url().includes('failover-state') ? 1 : 0;
  });
  console.log('ready');
  const shownAt = await shown;
  const asked = requests;
  await page.waitForSelector(`takeover-timeline:has-text("→ ${bridge}")`);
  const path = await page.$$eval('group-picture line.flow', (lines) => lines.map((line) => line.id));
  const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter((text) => text !== ''));
  if (screenshot !== undefined) {
    await page.waitForTimeout(2000);
    await page.screenshot({ path: screenshot });
  }
  console.log(JSON.stringify({ shownAt, asked, path, kept, complaints }));
} finally {
  await browser.close();
}
