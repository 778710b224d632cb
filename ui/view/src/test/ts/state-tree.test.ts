/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { describe, expect, test } from 'vitest';
import { GroupHistory } from '../../main/ts/model/group-history';
import { type DataChange, StateTree, UnknownChange, parsePath } from '../../main/ts/model/state-tree';

const ROOT = '/bridge-failover:failover-state';
const GROUP = `${ROOT}/group[name='pair1']`;

function tree(...changes: DataChange[]): StateTree {
  const result = new StateTree();
  result.apply({
    path: ROOT, operation: 'created', data: {
      'bridge-failover:failover-state': {
        group: [{
          name: 'pair1', status: 'protected', 'status-reason': '', primary: 'openflow:1',
          bridge: [{ 'node-id': 'openflow:10', role: 'secondary' }, { 'node-id': 'openflow:2', role: 'primary' }],
          host: [{ 'vlan-id': 0, mac: '02:00:00:00:00:01', 'trunk-port': 1 }],
          event: [{ id: '9', text: 'nine' }, { id: '10', text: 'ten' }],
        }],
      },
    },
  });
  changes.forEach((change) => result.apply(change));
  return result;
}

test('a path is split into its nodes and keys', () => {
  expect(parsePath(`${GROUP}/host[vlan-id='0'][mac="02:00:00:00:00:01"]`)).toEqual([
    { name: 'failover-state', keys: {} }, { name: 'group', keys: { name: 'pair1' } },
    { name: 'host', keys: { 'vlan-id': '0', mac: '02:00:00:00:00:01' } },
  ]);
  expect(parsePath(`${ROOT}/group[name="it's]/[x"]`)[1]).toEqual({ name: 'group', keys: { name: "it's]/[x" } });
});

describe('the state follows', () => {
  test('the whole of it, in a steady order', () => {
    const group = tree().groups.get('pair1');
    expect(group?.orderedBridges().map((bridge) => bridge['node-id'])).toEqual(['openflow:2', 'openflow:10']);
    expect(group?.orderedEvents().map((event) => event.text)).toEqual(['ten', 'nine']);
    expect(group?.status).toBe('protected');
  });

  test('a leaf that is set, and one that goes', () => {
    const group = tree(
      { path: `${GROUP}/status`, operation: 'updated', data: { 'bridge-failover:status': 'down' } },
      { path: `${GROUP}/primary`, operation: 'deleted' },
      { path: `${GROUP}/verdict`, operation: 'created', data: { 'bridge-failover:verdict': 'uncertain' } },
    ).groups.get('pair1');
    expect([group?.status, group?.primary, group?.verdict]).toEqual(['down', undefined, 'uncertain']);
  });

  test('hosts that come and go, and says that they did', () => {
    const before = tree();
    const version = before.groups.get('pair1')?.hostsVersion ?? 0;
    before.apply({
      path: `${GROUP}/host[vlan-id='7'][mac='02:00:00:00:00:02']`, operation: 'created',
      data: { 'bridge-failover:host': [{ 'vlan-id': 7, mac: '02:00:00:00:00:02' }] },
    });
    before.apply({ path: `${GROUP}/host[vlan-id='0'][mac='02:00:00:00:00:01']`, operation: 'deleted' });
    const group = before.groups.get('pair1');
    expect([...(group?.hosts.values() ?? [])].map((host) => host.mac)).toEqual(['02:00:00:00:00:02']);
    expect(group?.hostsVersion).toBeGreaterThan(version);
  });

  test('a bridge as a whole', () => {
    const group = tree({
      path: `${GROUP}/bridge[node-id='openflow:2']`, operation: 'updated',
      data: { 'bridge-failover:bridge': [{ 'node-id': 'openflow:2', role: 'secondary' }] },
    }).groups.get('pair1');
    expect(group?.bridges.get('openflow:2')?.role).toBe('secondary');
    expect(group?.bridges.size).toBe(2);
  });

  test('groups that come and go', () => {
    const state = tree(
      { path: `${ROOT}/group[name='pair2']/status`, operation: 'created', data: { 'bridge-failover:status': 'initializing' } },
      { path: GROUP, operation: 'deleted' },
    );
    expect([...state.groups.keys()]).toEqual(['pair2']);
    state.apply({ path: ROOT, operation: 'deleted' });
    expect(state.groups.size).toBe(0);
  });

  test('nothing that it does not know: then all is read anew', () => {
    expect(() => tree({ path: `${GROUP}/bridge[node-id='openflow:2']/role`, operation: 'updated', data: {} })).toThrow(UnknownChange);
    expect(() => tree({ path: '/other:thing', operation: 'updated', data: {} })).toThrow(UnknownChange);
  });
});

test('what a newer controller tells besides is left aside', () => {
  const state = tree({ path: `${GROUP}/weather/wind`, operation: 'updated', data: { 'bridge-failover:wind': 3 } });
  state.apply({ path: GROUP, operation: 'updated', data: { 'bridge-failover:group': [{ name: 'pair1', weather: {}, status: 'down' }] } });
  expect(state.groups.get('pair1')?.status).toBe('down');
});

describe('the history', () => {
  const failover = (detected: string, last?: string) => ({
    path: `${GROUP}/last-failover`, operation: 'updated' as const, data: {
      'bridge-failover:last-failover': {
        from: 'openflow:2', to: 'openflow:10', cause: 'bridge-lost', 'detected-at': detected, ...(last && { 'last-announcement': last }),
      },
    },
  });

  test('takes a takeover once, with its later phases, though its time is written anew', () => {
    const history = new GroupHistory();
    const state = tree(failover('2026-11-26T11:24:05.443154Z'));
    history.observe(state.groups.get('pair1')!);
    state.apply(failover('2026-11-26T11:24:05.443171Z', '805033'));
    history.observe(state.groups.get('pair1')!);
    state.apply(failover('2026-11-26T11:30:00.000000Z'));
    history.observe(state.groups.get('pair1')!);
    expect(history.takeovers.map((entry) => entry['last-announcement'])).toEqual([undefined, '805033']);
  });

  test('takes a round trip for each answer, and a gap for each miss', () => {
    const history = new GroupHistory();
    const state = tree();
    const heartbeat = (sent: string, received: string, misses: number, rtt: number) => {
      state.apply({
        path: `${GROUP}/bridge[node-id='openflow:2']`, operation: 'updated', data: {
          'bridge-failover:bridge': [{
            'node-id': 'openflow:2',
            evidence: { heartbeat: { sent, received, 'consecutive-misses': misses, 'round-trip-time': rtt } },
          }],
        },
      });
      history.observe(state.groups.get('pair1')!);
    };
    heartbeat('1', '1', 0, 700);
    heartbeat('2', '1', 0, 700);
    heartbeat('3', '1', 1, 700);
    heartbeat('4', '2', 0, 900);
    expect(history.samples('openflow:2 heartbeat')).toEqual([700, null, 900]);
  });
});
