/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RestconfStub } from './restconf-stub';
import { bridge, configuration, group } from './sample-state';
import { Visit, launch } from './visit';

let browser: Browser;
let visit: Visit;
let page: Page;
let stub: RestconfStub;
let address: string;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stub = new RestconfStub();
  address = await stub.start();
  await open({});
});

afterEach(async () => {
  await visit.end();
  await stub.stop();
});

async function open(options: { width?: number; dark?: boolean }): Promise<void> {
  await visit?.end();
  visit = await Visit.begin(browser, address, options);
  page = visit.page;
}

const signIn = (password?: string) => visit.signIn(password);

async function withGroup(hosts = 10): Promise<void> {
  stub.groups = [group('pair1', hosts)];
  stub.configuration = [configuration('pair1')];
  await signIn();
  await page.waitForSelector('#status:has-text("protected")');
}

const text = (selector: string) => page.textContent(selector);
const visible = (words: string) => page.waitForSelector(`text=${words}`);

describe('signing in', () => {
  test('a wrong password is answered at once and calmly, and the right one then lets in', async () => {
    stub.groups = [group('pair1', 0)];
    await signIn('wrong');
    await visible('do not fit');
    expect(await page.inputValue('input[name=user]')).toBe('admin');
    await signIn();
    await page.waitForSelector('#status');
  });

  test('nothing is kept but what the user wished, and that goes with signing out', async () => {
    const kept = () => page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
    await withGroup();
    expect(await kept()).toEqual([0, 0, 0]);
    await page.reload();
    await page.check('text=Stay signed in');
    await signIn();
    await page.waitForSelector('#status');
    expect(await kept()).toEqual([0, 1, 0]);
    await page.reload();
    await page.waitForSelector('#status');
    await page.click('text=Sign out');
    expect(await kept()).toEqual([0, 0, 0]);
  });
});

describe('a page that has nothing to show says why', () => {
  test('without groups it offers to configure one', async () => {
    await signIn();
    await visible('No group is configured yet');
    await page.click('text=Configure a group');
    await visible('New group');
  });

  test('without the right to read it says so', async () => {
    stub.denied.add('read');
    await signIn();
    await visible('This account may not read the state');
  });

  test('without the right to subscribe it reads every few seconds', async () => {
    stub.denied.add('subscribe');
    await withGroup();
    await visible('every 3 s');
    stub.groups = [{ ...group('pair1', 10), primary: 'openflow:2' }];
    await page.waitForSelector('#primary:has-text("openflow:2")');
  });

  test('without the right to change it refuses to, and says so from then on', async () => {
    stub.denied.add('change');
    await withGroup();
    await page.click('text=Announce');
    await page.click('dialog button:has-text("Announce")');
    await visible('may look, but not change anything');
    await page.click('dialog >> text=Cancel');
    expect(await page.isDisabled('button:has-text("Switch over")')).toBe(true);
    expect(await text('.bar')).toContain('read only');
  });

  test('a lost connection shows, and heals by itself', async () => {
    await withGroup();
    stub.cut();
    await visible('The connection to the controller is lost');
    expect(await text('#primary')).toBe('openflow:1');
    stub.groups = [{ ...group('pair1', 10), primary: 'openflow:2' }];
    stub.mend();
    await page.waitForSelector('#primary:has-text("openflow:2")');
    expect(await page.isVisible('.banner')).toBe(false);
  });
});

describe('what happens is shown', () => {
  test('a takeover moves the path, is drawn, and is told, without another request', async () => {
    await withGroup();
    const flows = () => page.$$eval('group-picture line.flow', (lines) => lines.map((line) => line.id));
    expect(await flows()).toContain('flow-uplink-0');
    const requests = stub.requests.length;
    stub.push('pair1', 'primary', 'openflow:2');
    stub.push('pair1', "bridge[node-id='openflow:1']", [{ ...bridge(1, 'secondary'), healthy: false }]);
    stub.push('pair1', "bridge[node-id='openflow:2']", [bridge(2, 'primary')]);
    stub.push('pair1', 'last-failover', {
      cause: 'port-down', from: 'openflow:1', to: 'openflow:2', 'detected-at': new Date().toISOString(), 'suspected-before': '0',
      fenced: '900', 'gate-open': '2100', 'first-announcement': '2200',
    });
    stub.push('pair1', "event[id='4']", [{ id: '4', severity: 'critical', time: new Date().toISOString(), text: 'openflow:2 forwards now' }]);
    await visible('openflow:2 forwards now');
    expect(await flows()).toEqual(['flow-hosts-hypervisor', 'flow-trunk-1', 'flow-uplink-1', 'flow-core-1']);
    expect(await text('takeover-timeline .detail')).toContain('openflow:1 → openflow:2');
    expect(await text('takeover-timeline dl')).toMatch(/old gate closed\s*900 µs/);
    expect(await page.locator('takeover-timeline li').count()).toBe(2);
    expect(stub.requests.length).toBe(requests);
    expect(visit.complaints).toEqual([]);
  });

  test('a bridge that died looks otherwise than the one that took over, and its ports are not shown as up', async () => {
    await withGroup();
    const channel = (state: string) => ({ state, inquiry: 'none' });
    const changed = (number: number, role: string, state: string) => {
      const plain = bridge(number, role);
      return { ...plain, healthy: false, evidence: { ...(plain.evidence as object), channel: channel(state) } };
    };
    stub.push('pair1', 'primary', 'openflow:2');
    stub.push('pair1', "bridge[node-id='openflow:1']", [changed(1, 'secondary', 'down')]);
    stub.push('pair1', "bridge[node-id='openflow:2']", [changed(2, 'primary', 'up')]);
    await page.waitForSelector('bridge-health >> text=✕ not healthy');
    await page.waitForSelector('bridge-health >> text=! impaired');
    const ports = await page.$$eval('bridge-health', (bridges) => bridges.map((one) => one.shadowRoot?.querySelector('.ports')?.textContent?.replace(/\s+/g, ' ')));
    expect(ports[0]).toContain('? uplink up when last heard of');
    expect(ports[1]).toContain('✓ uplink up');
  });

  test('events are filtered by severity and words', async () => {
    await withGroup();
    await page.uncheck('event-log label:has-text("info") input');
    expect(await page.locator('event-log tbody tr').count()).toBe(2);
    await page.fill('event-log input[type=search]', 'CONNECTION lost');
    expect(await text('event-log tbody')).toContain('lost its OpenFlow connection');
    expect(await page.locator('event-log tbody tr').count()).toBe(1);
  });

  test('ages go on between two events', async () => {
    await withGroup();
    const age = () => text('bridge-health tbody tr:first-child td:nth-child(3)');
    const before = parseFloat((await age()) ?? '');
    await page.waitForFunction((old) => {
      const view = document.querySelector('bridge-failover-view')?.shadowRoot;
      const cell = view?.querySelector('bridge-health')?.shadowRoot?.querySelector('tbody tr:first-child td:nth-child(3)');
      return parseFloat(cell?.textContent ?? '') > old + 0.9;
    }, before);
  });
});

describe('ten thousand hosts', () => {
  test('are searched, sorted, scrolled and exported, with few of them in the document', async () => {
    await withGroup(10_000);
    await page.click('#tab-hosts');
    const rows = page.locator('host-table .rows .row');
    expect(await text('host-table header [role=status]')).toBe('10\u2009000 of 10\u2009000');
    expect(await rows.count()).toBeLessThan(100);

    await page.locator('host-table .scroll').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await visible('02:00:00:00:27:0f');
    await page.click('host-table button:has-text("MAC address")');
    await page.locator('host-table .scroll').evaluate((scroller) => scroller.scrollTo(0, 0));
    await rows.first().filter({ hasText: '02:00:00:00:27:0f' }).waitFor();

    await page.fill('host-table input', 'vlan:10 10.0.1.');
    expect(await text('host-table header [role=status]')).toBe('64 of 10\u2009000');
    await page.fill('host-table input', '');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Export CSV')]);
    expect(readFileSync(await download.path(), 'utf8').trim().split('\r\n').length).toBe(10_001);
    expect(visit.complaints).toEqual([]);
  });

  test('change one by one, without all being read again', async () => {
    await withGroup(10_000);
    await page.click('#tab-hosts');
    const requests = stub.requests.length;
    stub.push('pair1', "host[vlan-id='7'][mac='0a:00:00:00:00:01']", [{ 'vlan-id': 7, mac: '0a:00:00:00:00:01' }], 'created');
    await page.fill('host-table input', 'vlan:7');
    await visible('0a:00:00:00:00:01');
    stub.push('pair1', "host[vlan-id='7'][mac='0a:00:00:00:00:01']", undefined, 'deleted');
    await visible('No host fits the search');
    expect(stub.requests.length).toBe(requests);
  });
});

describe('the operator acts', () => {
  test('with the keyboard alone, after having read what will happen', async () => {
    await withGroup();
    await page.focus('button:has-text("Switch over")');
    await page.keyboard.press('Enter');
    await visible('Switch over to openflow:2?');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('dialog')).toBe(false);
    expect(await page.evaluate(() => document.querySelector('bridge-failover-view')?.shadowRoot?.activeElement?.textContent)).toBe('Switch over');
    await page.keyboard.press('Enter');
    await page.fill('dialog input', 'new cable');
    await page.keyboard.press('Enter');
    await visible('The role has moved');
    expect(stub.bodies).toEqual([{ 'bridge-failover:input': { group: 'pair1', reason: 'new cable' } }]);
    await page.keyboard.press('Enter');
    await page.focus('#tab-overview');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('host-table');
  });
});

describe('everybody can use it', () => {
  const findings = () => visit.findings();

  test.each([[1280, false], [1280, true], [390, false], [390, true]])('%i pixels wide, dark %s', async (width, dark) => {
    await open({ width, dark });
    expect(await findings(), 'signing in').toEqual([]);
    await withGroup(50);
    for (const tab of ['overview', 'hosts', 'configuration']) {
      await page.click(`#tab-${tab}`);
      await page.waitForTimeout(50);
      expect(await findings(), tab).toEqual([]);
      expect(await visit.sideways(), `${tab} scrolls sideways`).toBe(false);
      if (tab === 'overview') {
        const cut = await page.$$eval('bridge-health', (bridges) => bridges.map((one) => one.shadowRoot?.querySelector('.scroll'))
          .filter((scroll) => scroll && scroll.scrollWidth > scroll.clientWidth).length);
        expect(cut, 'tables of evidence that do not fit').toBe(0);
      }
    }
    await page.click('text=Clear hosts');
    expect(await findings(), 'the dialog').toEqual([]);
    await page.click('dialog >> text=Cancel');
    stub.push('pair1', 'status', 'down');
    stub.push('pair1', 'status-reason', 'no bridge is connected');
    await visible('no bridge is connected');
    stub.push('pair1', 'verdict', 'stranded');
    await page.waitForSelector('#verdict:has-text("stranded")');
    stub.cut();
    await visible('The connection to the controller is lost');
    await page.click('#tab-overview');
    expect(await findings(), 'without a connection').toEqual([]);
  });
});
