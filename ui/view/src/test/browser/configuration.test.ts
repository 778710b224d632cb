/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RestconfStub } from './restconf-stub';
import { configuration, group } from './sample-state';
import { Visit, launch } from './visit';

const GROUP = "/bridge-failover:failover-groups/group[name='pair1']";

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
  stub.groups = [group('pair1', 3)];
  stub.configuration = [configuration('pair1')];
  await open({});
});

afterEach(async () => {
  await visit.end();
  await stub.stop();
});

async function open(options: Parameters<typeof Visit.begin>[2]): Promise<void> {
  await visit?.end();
  visit = await Visit.begin(browser, address, options);
  page = visit.page;
  await visit.signIn();
  await page.waitForSelector('#status:has-text("protected")');
  await page.click('#tab-configuration');
  await field('heartbeat/interval').waitFor();
}

const field = (path: string) => page.locator(`[id="${path}"]`);
const visible = (words: string) => page.waitForSelector(`text=${words}`);
const save = () => page.click('group-form button.primary');
const edits = () => stub.bodies.flatMap((body) => (body['ietf-yang-patch:yang-patch'] as { edit: { operation: string; target: string }[] }).edit)
  .map(({ operation, target }) => `${operation} ${target.replace('/group=pair1', '')}`);

/** Somebody else changes the stored configuration. */
function meanwhile(change: Record<string, unknown>): void {
  stub.configuration = stub.configuration.map((entry) => ({ ...entry, ...change }));
}

test('what is wrong is shown where it is, and of what is right only the difference is sent', async () => {
  await field('heartbeat/interval').fill('5');
  await save();
  await visible('10 to 60000');
  expect(stub.bodies).toEqual([]);
  await field('heartbeat/interval').fill('50');
  expect(await page.textContent('call-panel pre')).toContain('"target": "/group=pair1/heartbeat/interval"');
  await save();
  await visible('Saved');
  expect(edits()).toEqual(['replace /heartbeat/interval']);
  expect(stub.configuration).toEqual([{ ...configuration('pair1'), heartbeat: { interval: 50 } }]);
  await save();
  await visible('Nothing to save');
  expect(stub.bodies.length).toBe(1);
});

describe('two at once', () => {
  test('what somebody else saved meanwhile elsewhere is kept, and told by value', async () => {
    const other = await Visit.begin(browser, address);
    await other.signIn();
    await other.page.click('#tab-configuration');
    await other.page.locator('[id="heartbeat/interval"]').fill('200');
    await other.page.click('group-form button.primary');
    await other.page.waitForSelector('text=Saved');
    await other.end();

    await field('announcement/rounds').fill('3');
    await save();
    await visible('kept: heartbeat/interval from 1000 to 200');
    expect(stub.configuration).toEqual([{ ...configuration('pair1'), heartbeat: { interval: 200 }, announcement: { rounds: 3 } }]);
    expect(await field('heartbeat/interval').inputValue()).toBe('200');
  });

  async function conflict(): Promise<void> {
    meanwhile({ heartbeat: { interval: 200 }, damping: { window: 60 } });
    await field('heartbeat/multiplier').fill('9');
    await field('announcement/rounds').fill('3');
    await save();
    await visible('this configuration was changed meanwhile');
    expect(stub.bodies).toEqual([]);
    expect(await page.locator('.met tbody tr > *').allTextContents())
      .toEqual(['heartbeat/interval', '1000', '200', '1000']);
    await visible('kept in any case: damping/window from 300 to 60');
  }

  test('in fields that belong together nothing is written, and what was typed stays', async () => {
    await conflict();
    expect(await field('heartbeat/multiplier').inputValue()).toBe('9');
    expect(await visit.findings()).toEqual([]);
  });

  test('the new values can be taken over, and the rest of what was typed is saved then', async () => {
    await conflict();
    await page.click('text=Take the new values');
    expect(await Promise.all(['heartbeat/interval', 'heartbeat/multiplier', 'announcement/rounds'].map((path) => field(path).inputValue()))).toEqual(['200', '9', '3']);
    await visible('nothing is saved yet');
    await save();
    await visible('Saved');
    expect(stub.configuration[0]).toMatchObject({ heartbeat: { interval: 200, multiplier: 9 }, announcement: { rounds: 3 }, damping: { window: 60 } });
  });

  test('or be written over, knowingly, and only they', async () => {
    await conflict();
    await page.click('text=over them');
    await visible('Saved');
    expect(edits()).toEqual(['remove /heartbeat/interval', 'replace /heartbeat/multiplier', 'replace /announcement/rounds']);
    expect(stub.configuration[0]).toMatchObject({ damping: { window: 60 } });
  });

  test('and if it changes once more meanwhile, that is told, too', async () => {
    await conflict();
    meanwhile({ heartbeat: { interval: 300 } });
    await page.click('text=over them');
    await page.waitForSelector('.met td:has-text("300")');
    expect(stub.bodies).toEqual([]);
  });

  test('a group that was removed meanwhile comes back only if that is wanted, and as it stands in the form', async () => {
    stub.configuration = [configuration('other')];
    stub.remove('pair1');
    await page.waitForSelector('nav button:has-text("other")');
    await field('announcement/rounds').fill('3');
    await save();
    await visible('was removed meanwhile');
    expect(stub.bodies).toEqual([]);
    await page.waitForSelector('#status:has-text("removed")');
    await page.click('text=Create it again');
    await visible('Saved');
    expect(stub.configuration[1]).toEqual({ ...configuration('pair1'), announcement: { rounds: 3 } });
  });
});

describe('a group that is removed while somebody looks at the page', () => {
  async function removed(): Promise<void> {
    await page.click('#tab-overview');
    stub.groups = [...stub.groups, group('pair2', 3)];
    stub.configuration = [configuration('pair2')];
    stub.remove('pair1');
    await page.waitForSelector('h2:has-text("pair2")');
  }

  test('leaves the page to another group, and so its configuration', async () => {
    await removed();
    await page.click('#tab-configuration');
    await field('bridge-0/uplink').waitFor();
    expect(await page.textContent('h2')).toBe('pair2');
    expect(await field('name').inputValue()).toBe('pair2');
  });

  test('has no form while it is still shown', async () => {
    await page.click('#tab-overview');
    stub.configuration = [];
    await page.click('#tab-configuration');
    await visible('is not configured any more');
    expect(await page.locator('group-form input').count()).toBe(0);
  });

  test('does not make a button of the list stand for another group', async () => {
    stub.groups = [group('pair0', 3), ...stub.groups];
    stub.configuration = [configuration('pair0'), ...stub.configuration];
    await open({});
    await page.click('#tab-overview');
    const second = await page.waitForSelector('nav button:has-text("pair1")');
    stub.configuration = [configuration('pair1')];
    stub.remove('pair0');
    await page.waitForSelector('nav:not(:has-text("pair0"))');
    expect(await second.textContent()).toContain('pair1');
    expect(await second.isVisible()).toBe(true);
  });
});

describe('a new group', () => {
  async function filled(name: string): Promise<void> {
    await page.click('text=+ New group');
    await visible('upstream targets');
    await field('name').fill(name);
    for (const index of [0, 1]) {
      await field(`bridge-${index}/node-id`).fill(`openflow:${index + 7}`);
      for (const port of ['uplink', 'trunks', 'peer']) {
        await field(`bridge-${index}/${port}`).fill(port);
      }
    }
  }

  test('with a name that exists is refused before it is sent, by name', async () => {
    await filled('pair1');
    await visible('There is a group pair1 already');
    await save();
    await visible('1 of the fields need');
    expect(stub.bodies).toEqual([]);
    expect(stub.configuration).toEqual([configuration('pair1')]);
  });

  test('with a name that somebody took meanwhile is refused, and nothing that was typed is lost', async () => {
    await filled('pair2');
    stub.configuration.push({ ...configuration('pair2'), enabled: false });
    await save();
    await visible('There is a group pair2 already');
    expect(stub.configuration[1]).toEqual({ ...configuration('pair2'), enabled: false });
    expect(await field('bridge-1/peer').inputValue()).toBe('peer');
    await page.waitForSelector('nav button:has-text("pair2")');
    await field('name').fill('pair3');
    await save();
    await page.waitForSelector('h2:has-text("pair3")');
    expect(stub.configuration[2]).toMatchObject({ name: 'pair3' });
  });
});

describe('what the controller refuses', () => {
  const error = (path: string, message: string) => ({ 'error-type': 'application', 'error-tag': 'invalid-value', 'error-path': path, 'error-message': message });

  test('stands at the field that it names until that is changed, and else above the form; nothing that was typed is lost', async () => {
    await field('bridge-0/uplink').fill('eth9');
    await field('heartbeat/interval').fill('50');
    stub.refusal = { status: 409, body: { 'ietf-restconf:errors': { error: [
      error(`${GROUP}/bridge[node-id='openflow:1']/uplink-port`, 'eth9 is a port of the group pair2 already.'), error(GROUP, 'Think again.'),
    ] } } };
    await save();
    await page.waitForSelector('[id="bridge-0/uplink-error"]:has-text("eth9 is a port of the group pair2 already.")');
    expect(await page.textContent('group-form .message.bad')).toContain('Think again.');
    expect(await field('bridge-0/uplink').getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate(() => document.querySelector('bridge-failover-view')?.shadowRoot?.querySelector('group-form')?.shadowRoot?.activeElement?.id))
      .toBe('bridge-0/uplink');
    expect(await visit.findings()).toEqual([]);
    expect(await field('heartbeat/interval').inputValue()).toBe('50');
    await field('heartbeat/interval').fill('60');
    expect(await page.isVisible('[id="bridge-0/uplink-error"]')).toBe(true);
    await field('bridge-0/uplink').fill('eth8');
    expect(await page.isVisible('[id="bridge-0/uplink-error"]')).toBe(false);
    await save();
    await visible('Saved');
  });

  test('what it takes and cannot use now is told by the group, beside what was saved', async () => {
    await field('bridge-0/uplink').fill('eth9');
    await save();
    await visible('Saved');
    stub.push('pair1', 'status-reason', 'openflow:1 has no port eth9; the last good configuration runs on');
    await page.waitForSelector('group-form .message:has-text("openflow:1 has no port eth9")');
  });
});

test('behind a proxy that has all below another path the page finds RESTCONF, and names it so', async () => {
  stub.prefix = '/odl';
  address += '/odl';
  await open({});
  expect(await page.textContent('call-panel pre')).toContain(`${address}/rests/data/`);
});

test('a call is selected where a page without HTTPS may not copy it', async () => {
  await open({ script: () => Object.defineProperty(navigator, 'clipboard', { value: undefined }) });
  await page.click('call-panel button');
  await visible('copy it with Ctrl+C');
  expect(await page.evaluate(() => window.getSelection()?.toString() ?? '')).toContain('curl -u');
  expect(visit.complaints).toEqual([]);
});

test('a configuration that cannot be read is not shown as an empty one', async () => {
  await page.click('#tab-overview');
  stub.denied.add('read');
  await page.click('#tab-configuration');
  await visible('The configuration cannot be read');
  stub.denied.delete('read');
  await page.click('text=Read it again');
  await field('heartbeat/interval').waitFor();
});

test.each([[1280, false], [390, true]])('whoever names something, no control character of it is in the page, %i pixels wide, dark %s', async (width, dark) => {
  const evil = 'a\n\u001b[2J\u202eb\u200b\0"<b>';
  const shown = 'a\\n\\u001b[2J\\u202eb\\u200b\\u0000"<b>';
  const name = `pair1${evil}`;
  const port = (entry: Record<string, unknown>) => ({ ...entry, 'uplink-port': evil });
  const plain = group(name, 3) as { bridge: { evidence: { port: { name: string }[] } }[] } & Record<string, unknown>;
  plain.bridge.forEach((bridge) => {
    bridge.evidence.port.forEach((entry) => { entry.name = `${entry.name}${evil}`; });
    Object.assign(bridge, { error: evil, healthy: false, 'announcement-groups': { hosts: 1, problem: evil } });
  });
  stub.groups = [{
    ...plain, status: 'protected', 'status-reason': evil, event: [{ id: '1', severity: 'info', time: '2026-11-26T08:59:00.000Z', text: `switchover: ${evil}` }],
    'last-failover': { ...(plain['last-failover'] as object), detail: evil },
  }];
  stub.configuration = [{ ...configuration(name), bridge: (configuration(name).bridge as Record<string, unknown>[]).map(port) }];
  await open({ width, dark });

  const texts = () => page.evaluate(() => {
    const found: string[] = [];
    const walk = (node: Node): void => {
      if (node instanceof Text && node.parentElement?.localName !== 'style' && (node.data.trim() !== '')) {
        found.push(node.data.trim());
      } else if (node instanceof Element) {
        found.push(...[...node.attributes].filter(({ name: attribute }) => !['style', 'd', 'points'].includes(attribute)).map(({ value }) => value));
        (node.shadowRoot ?? node).childNodes.forEach(walk);
        if (node.shadowRoot !== null) {
          node.childNodes.forEach(walk);
        }
      }
    };
    walk(document.body);
    return found;
  });
  for (const tab of ['configuration', 'hosts', 'overview']) {
    await page.click(`#tab-${tab}`);
    await page.waitForSelector(`#tab-${tab}[aria-selected=true]`);
    const all = await texts();
    expect(all.filter((text) => text.includes('[2J') && /[\u0000-\u0009\u000b-\u001f\u200b\u202e]|a\n/.test(text)), tab).toEqual([]);
    expect(all.some((text) => text.includes(shown)), tab).toBe(true);
    expect(await visit.sideways(), `${tab} scrolls sideways`).toBe(false);
  }
  expect(await page.locator('event-log tbody tr td:nth-child(3)').allTextContents()).toEqual([`switchover: ${shown}`]);
  expect(await visit.findings()).toEqual([]);
  await page.click('#tab-configuration');
  await visible('It holds characters that nobody sees');
  await field('heartbeat/interval').fill('50');
  await save();
  await visible('Saved');
  expect(stub.configuration[0]).toMatchObject({ name, heartbeat: { interval: 50 } });
  await page.click('text=Remove the group');
  await page.waitForSelector(`dialog h2:has-text("Remove the group pair1")`);
  expect((await texts()).some((text) => text === `Remove the group pair1${shown}?`)).toBe(true);
  await page.click('dialog button.danger');
  await visible('The group is removed');
  expect(stub.configuration).toEqual([]);
});
