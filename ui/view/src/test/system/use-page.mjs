/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 *
 * Does in Chromium what an operator does on the page of a running distribution, and prints as JSON what it shows:
 *
 *   node use-page.mjs two-tabs GROUP        two tabs change the configuration of a group
 *   node use-page.mjs new-group GROUP TAKEN BODY  a new group gets the name of one that is there, then of one that
 *                                           another program makes of BODY between the filling in and the sending
 *   node use-page.mjs save GROUP FIELD VALUE  one field is changed and saved
 *   node use-page.mjs look GROUP            every text that is shown of a group
 *
 * GROUP is how the page shows the name.
 */
import { chromium } from 'playwright-core';

const [scenario, group, ...more] = process.argv.slice(2);
const URL = 'http://127.0.0.1:8181';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
const complaints = [];

async function tab(part) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${URL}/understudy/`);
  await page.fill('input[name=user]', 'admin');
  await page.fill('input[name=password]', 'admin');
  await page.keyboard.press('Enter');
  await page.locator('nav button', { hasText: group }).first().click();
  await page.click(`#tab-${part}`);
  return page;
}

const field = (page, path) => page.locator(`[id="${path}"]`);
const save = (page) => page.click('group-form button.primary');
const said = async (page, words) => (await (await page.waitForSelector(`group-form :is(.message, .met):has-text("${words}")`)).textContent()).replace(/\s+/g, ' ').trim();

const scenarios = {
  async 'two-tabs'() {
    const [first, second] = [await tab('configuration'), await tab('configuration')];
    await Promise.all([first, second].map((page) => field(page, 'heartbeat/interval').waitFor()));
    await field(first, 'heartbeat/interval').fill('200');
    await save(first);
    await said(first, 'Saved');
    await field(second, 'announcement/rounds').fill('3');
    await save(second);
    const merged = await said(second, 'Saved');
    await field(first, 'announcement/rounds').fill('7');
    await save(first);
    await said(first, 'changed meanwhile');
    const conflict = await first.locator('.met tbody tr > *').allTextContents();
    const typed = await field(first, 'announcement/rounds').inputValue();
    await first.click('text=Take the new values');
    const taken = await field(first, 'announcement/rounds').inputValue();
    await field(first, 'announcement/step').fill('10');
    await save(first);
    await said(first, 'Saved');
    return { merged, conflict, typed, taken };
  },

  async 'new-group'() {
    const [taken, body] = more;
    const page = await tab('overview');
    await page.click('text=+ New group');
    await field(page, 'name').fill(group);
    const before = await field(page, 'name-error').textContent();
    for (const index of [0, 1]) {
      await field(page, `bridge-${index}/node-id`).fill(`openflow:${index + 77}`);
      for (const port of ['uplink', 'trunks', 'peer']) {
        await field(page, `bridge-${index}/${port}`).fill(port);
      }
    }
    await save(page);
    await said(page, '1 of the fields');
    await field(page, 'name').fill(taken);
    // The list of names comes when the page asks for it; until then the page cannot know of that group.
    await page.route('**/rests/data/bridge-failover:failover-groups?*', (route) => route.abort());
    const answer = await fetch(`${URL}/rests/data/bridge-failover:failover-groups`, {
      method: 'POST', body, headers: { 'Content-Type': 'application/yang-data+json', Authorization: `Basic ${btoa('admin:admin')}` },
    });
    await save(page);
    await said(page, 'Not saved');
    return { before, meanwhile: answer.status, after: await field(page, 'name-error').textContent(), typed: await field(page, 'bridge-1/peer').inputValue() };
  },

  async save() {
    const [path, value] = more;
    const page = await tab('configuration');
    await field(page, path).fill(value);
    await save(page);
    const message = await (await page.waitForSelector('group-form .message:is(.good, .bad)')).textContent();
    const error = field(page, `${path}-error`);
    return { message: message.replace(/\s+/g, ' ').trim(), error: await error.isVisible() ? await error.textContent() : '', typed: await field(page, path).inputValue() };
  },

  async look() {
    const page = await tab('overview');
    await page.waitForSelector('bridge-health .ports');
    const texts = await page.evaluate(() => {
      const found = [];
      const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE && node.parentElement?.localName !== 'style') {
          found.push(node.data);
        } else if (node.nodeType === Node.ELEMENT_NODE) {
          found.push(...['title', 'aria-label'].map((name) => node.getAttribute(name) ?? ''));
          (node.shadowRoot ?? node).childNodes.forEach(walk);
        }
      };
      walk(document.body);
      return found.map((text) => text.trim()).filter((text) => text !== '');
    });
    return { texts, events: await page.locator('event-log tbody tr td:nth-child(3)').allTextContents() };
  },
};

try {
  console.log(JSON.stringify({ ...(await scenarios[scenario]()), complaints }));
} finally {
  await browser.close();
}
