/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { describe, expect, test } from 'vitest';
import { call, failure, outcome, question } from '../../main/ts/model/actions';
import { age, count, micros, roundMicros } from '../../main/ts/model/format';
import { type BridgeState, GroupState } from '../../main/ts/model/group-state';
import { type HostRow, csv, matcher, sorted } from '../../main/ts/model/host-rows';
import { phases, scaleStep } from '../../main/ts/model/phases';
import { picture } from '../../main/ts/model/picture';
import { RestconfError } from '../../main/ts/restconf/client';

function host(mac: string, addresses: string[], vlan = 0, trunk?: number): HostRow {
  return { key: `${vlan} ${mac}`, mac, addresses, vlan, trunk, place: trunk === undefined ? 'remote' : 'local', firstSeen: '', lastSeen: '', moves: 0 };
}

const ROWS = [
  host('02:00:00:00:01:0a', ['10.0.0.10'], 10, 1),
  host('02:00:00:00:01:02', ['10.0.0.2', '2001:db8::2'], 10, 2),
  host('02:00:00:00:02:01', [], 0),
];

describe('hosts', () => {
  test.each([
    ['10.0.0.2', [1]], ['0200.0000.010a', [0]], ['vlan:10', [0, 1]], ['vlan:1', []], ['trunk:2', [1]], ['remote', [2]],
    ['vlan:10 db8', [1]], ['MAC:01:0A', [0]], ['ip:10.0.0.10', [0]], ['', [0, 1, 2]],
  ] as const)('are found by "%s"', (search, places) => {
    expect(ROWS.filter(matcher(search))).toEqual(places.map((place) => ROWS[place]));
  });

  test('are sorted by address as numbers, those without one last', () => {
    const order = sorted(ROWS, { column: 'addresses', descending: false }).map((row) => row.addresses[0]);
    expect(order).toEqual(['10.0.0.2', '10.0.0.10', undefined]);
  });

  test('are exported so that no spreadsheet takes a cell for a formula', () => {
    const text = csv([host('=1+1', ['a"b', 'c,d'])]);
    expect(text.split('\r\n')[1]).toBe(`'=1+1,"a""b c,d",0,remote,,,,0`);
  });
});

describe('a takeover', () => {
  test('counts its phases from the first sign', () => {
    expect(phases({ 'suspected-before': '29510', 'gate-open': '3617', 'first-announcement': '3700', 'last-announcement': '805033' }))
      .toEqual([
        { id: 'suspected', name: 'first sign', at: 0 }, { id: 'decided', name: 'decided', at: 29510 },
        { id: 'gate', name: 'new gate open', at: 33127 }, { id: 'first-announcement', name: 'first announcement', at: 33210 },
        { id: 'last-announcement', name: 'last announcement', at: 834543 },
      ]);
  });

  test('is drawn on a scale of round steps', () => {
    expect([0, 2000, 12_500, 200_000, 1_000_000].map(roundMicros)).toEqual(['0', '2 ms', '12.5 ms', '200 ms', '1 s']);
    expect([scaleStep(33127, 6), scaleStep(834543, 5), scaleStep(7, 10)]).toEqual([10000, 200000, 1]);
  });
});

describe('the picture', () => {
  function group(primary: string | undefined): GroupState {
    const state = new GroupState('pair1');
    state.status = primary === undefined ? 'down' : 'protected';
    state.primary = primary;
    for (const id of ['openflow:1', 'openflow:2']) {
      state.bridges.set(id, {
        'node-id': id, healthy: true,
        evidence: {
          heartbeat: { state: 'up' },
          port: [{ name: 'uplink', usage: 'uplink', state: id === 'openflow:1' ? 'down' : 'up' }, { name: 'eth1', usage: 'trunk', state: 'down' },
            { name: 'eth4', usage: 'trunk', state: 'up' }, { name: 'peer', usage: 'peer', state: 'up' }],
        },
      });
    }
    return state;
  }

  const active = (state: GroupState) => picture(state, 600).links.filter((link) => link.active).map((link) => link.id);

  test('tells the bridge that is gone from the one that forwards without its peer, and says nothing old of it', () => {
    const state = group('openflow:2');
    const [gone, left] = [...state.bridges.values()] as [BridgeState, BridgeState];
    gone.healthy = false;
    gone.evidence = { ...gone.evidence, channel: { state: 'down' } };
    left.healthy = false;
    left.evidence = { ...left.evidence, channel: { state: 'up' } };
    const { boxes, links, description } = picture(state, 600);
    const stateOf = (id: string) => [...boxes, ...links].find((part) => part.id === id)?.state;
    expect([stateOf('openflow:1'), stateOf('openflow:2')]).toEqual(['down', 'impaired']);
    expect([stateOf('trunk-0'), stateOf('uplink-0'), stateOf('trunk-1')]).toEqual(['unknown', 'unknown', 'up']);
    expect(description).toContain('openflow:1: unknown, not healthy, trunk unknown');
    expect(question({ kind: 'switchover' }, state).warnings).toEqual(['openflow:1 is not connected, so the controller will refuse this.']);
  });

  test('leads the traffic through the primary, and nowhere when none forwards', () => {
    expect(active(group('openflow:2'))).toEqual(['hosts-hypervisor', 'trunk-1', 'uplink-1', 'core-1']);
    expect(active(group(undefined))).toEqual([]);
  });

  test('colours every link by its evidence', () => {
    const { links } = picture(group('openflow:2'), 600);
    const state = (id: string) => links.find((link) => link.id === id)?.state;
    // one trunk of two is enough
    expect([state('uplink-0'), state('uplink-1'), state('trunk-0'), state('peer')]).toEqual(['down', 'up', 'up', 'up']);
    expect(links.find((link) => link.id === 'trunk-0')?.label).toBe('2 trunks, 1 up');
  });

  test.each([320, 390, 640, 1200])('keeps all its boxes inside %i pixels, and the bridges apart', (width) => {
    const { boxes } = picture(group('openflow:1'), width);
    expect(boxes.filter((box) => box.x < 0 || box.x + box.width > width)).toEqual([]);
    const [one, two] = boxes.filter((box) => box.id.startsWith('openflow'));
    expect(one!.x + one!.width).toBeLessThan(two!.x - 30);
  });
});

describe('an action', () => {
  const group = new GroupState('pair1');
  group.status = 'unprotected';
  group.reason = 'openflow:2 is not connected';
  group.primary = 'openflow:1';
  group.statistics = { hosts: 1 };
  group.bridges.set('openflow:1', { 'node-id': 'openflow:1' }).set('openflow:2', { 'node-id': 'openflow:2' });

  test('says what will happen, and warns where it would be felt', () => {
    expect(question({ kind: 'switchover' }, group)).toMatchObject({
      title: 'Switch over to openflow:2?', warnings: ['The group is unprotected: openflow:2 is not connected.'],
    });
    const [interrupted] = question({ kind: 'maintenance', bridge: 'openflow:1', enabled: true }, group).consequences;
    const [quiet] = question({ kind: 'maintenance', bridge: 'openflow:2', enabled: true }, group).consequences;
    expect(interrupted).toContain('openflow:2 takes over first');
    expect(quiet).toContain('not interrupted');
  });

  test('is the call that RESTCONF knows', () => {
    expect(call({ kind: 'switchover' }, 'pair1', 'new cable')).toEqual({
      operation: 'bridge-failover:switchover', input: { group: 'pair1', reason: 'new cable' },
    });
    expect(call({ kind: 'clear-hosts', mac: '02:00:00:00:00:01', vlan: 7 }, 'pair1', '')?.input)
      .toEqual({ group: 'pair1', mac: '02:00:00:00:00:01', 'vlan-id': 7 });
  });

  test('tells what came of it', () => {
    expect(outcome({ kind: 'announce' }, { hosts: 1 })).toBe('1 host is being announced.');
    expect(failure(new RestconfError(403, 'access-denied', 'denied'))).toContain('may look, but not change');
    expect(failure(new RestconfError(409, 'operation-failed', 'the secondary is not healthy')))
      .toBe('the secondary is not healthy (operation-failed)');
  });
});

test('numbers have the unit that suits them', () => {
  expect([micros(950), micros(3617), micros(29510), micros(805033), micros(1605033), micros(undefined)])
    .toEqual(['950 µs', '3.62 ms', '29.5 ms', '805 ms', '1.61 s', '–']);
  expect([age(80), age(12_400), age(300_000), age(90_000_000)]).toEqual(['0.1 s', '12 s', '5 min', '25 h']);
  expect(count(1234567)).toBe('1\u2009234\u2009567');
});
