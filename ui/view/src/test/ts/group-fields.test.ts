/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../../main/ts/model/configuration-model';
import { type GroupFields, fieldsOf, groupOf, interruption, isAddress, validate } from '../../main/ts/model/group-fields';

const GROUP = {
  name: 'pair1',
  bridge: [
    { 'node-id': 'openflow:1', priority: 1, 'uplink-port': 'eth2', 'trunk-port': ['eth1'], 'peer-port': 'eth3' },
    { 'node-id': 'openflow:2', priority: 2, 'uplink-port': 'eth2', 'trunk-port': ['eth1'], 'peer-port': 'eth3' },
  ],
  heartbeat: { interval: 100 },
  'upstream-monitor': { target: [{ 'ip-address': '192.0.2.1' }, { 'ip-address': '2001:db8::1' }] },
};

function fields(edit: (fields: GroupFields) => void): GroupFields {
  const result = fieldsOf(GROUP);
  edit(result);
  return result;
}

test('a group survives the form unchanged', () => {
  expect(groupOf(fieldsOf(GROUP))).toEqual(GROUP);
});

test('what RESTCONF adds as defaults is left out again', () => {
  const defaults = Object.fromEntries(SECTIONS.map((section) => [section.name,
    Object.fromEntries(section.leaves.map((leaf) => [leaf.name, leaf.default]))]));
  expect(groupOf(fieldsOf({ ...defaults, ...GROUP }))).toEqual(GROUP);
});

describe('the form refuses', () => {
  const refused: [string, string, (fields: GroupFields) => void][] = [
    ['a group without a name', 'name', (f) => { f.name = ''; }],
    ['a name of more than 64 characters', 'name', (f) => { f.name = 'x'.repeat(65); }],
    ['a bridge that OpenFlow does not know', 'bridge-0/node-id', (f) => { f.bridges[0].nodeId = 'br0'; }],
    ['a datapath id with a leading zero', 'bridge-0/node-id', (f) => { f.bridges[0].nodeId = 'openflow:01'; }],
    ['the same bridge twice', 'bridge-1/node-id', (f) => { f.bridges[1].nodeId = 'openflow:1'; }],
    ['a priority above 255', 'bridge-1/priority', (f) => { f.bridges[1].priority = '256'; }],
    ['a bridge without trunks', 'bridge-0/trunks', (f) => { f.bridges[0].trunks = ' '; }],
    ['a trunk that is named twice', 'bridge-0/trunks', (f) => { f.bridges[0].trunks = 'eth1, eth1'; }],
    ['an uplink that is a trunk, too', 'bridge-0/uplink', (f) => { f.bridges[0].uplink = 'eth1'; }],
    ['a peer port that is a trunk, too', 'bridge-0/peer', (f) => { f.bridges[0].peer = 'eth1'; }],
    ['different numbers of trunks', 'bridge-1/trunks', (f) => { f.bridges[0].trunks = 'eth1, eth4'; }],
    ['a target that is no address', 'targets', (f) => { f.targets = 'gateway'; }],
    ['a target with a zone', 'targets', (f) => { f.targets = 'fe80::1%eth0'; }],
    ['an interval below its range', 'heartbeat/interval', (f) => { f.leaves['heartbeat/interval'] = '9'; }],
    ['an interval above its range', 'heartbeat/interval', (f) => { f.leaves['heartbeat/interval'] = '60001'; }],
    ['a value between two ranges', 'heartbeat/confirm-interval', (f) => { f.leaves['heartbeat/confirm-interval'] = '3'; }],
    ['a fraction', 'failback/hold-time', (f) => { f.leaves['failback/hold-time'] = '1.5'; }],
    ['nothing where a number belongs', 'damping/window', (f) => { f.leaves['damping/window'] = ''; }],
  ];

  test.each(refused)('%s', (_, path, edit) => {
    expect(Object.keys(validate(fields(edit)))).toEqual([path]);
  });

  test('nothing in a group that is right', () => {
    expect(validate(fields((f) => { f.leaves['heartbeat/confirm-interval'] = '0'; }))).toEqual({});
  });
});

test('addresses are told from what only looks like them', () => {
  expect(['192.0.2.1', '2001:db8::1', '::', '::ffff:192.0.2.1'].filter((text) => !isAddress(text))).toEqual([]);
  expect(['192.0.2', '192.0.2.256', '2001:db8', 'fe80::1%2', '1:2:3:4:5:6:7:8:9', ''].filter(isAddress)).toEqual([]);
});

test('a new group cannot have the name of one that is there, and the form says which', () => {
  expect(validate(fields(() => undefined), ['pair1', 'pair2']).name).toContain('There is a group pair1 already');
  expect(validate(fields(() => undefined), ['pair2'])).toEqual({});
});

test('the form warns of what interrupts the traffic, and of nothing else', () => {
  const before = fieldsOf(GROUP);
  const does = (edit: (fields: GroupFields) => void) => interruption(before, fields(edit));
  expect(does((f) => { f.leaves['heartbeat/interval'] = '200'; })).toBe('none');
  expect(does((f) => { f.bridges[0].priority = '9'; })).toBe('none');
  expect(does((f) => { f.bridges.reverse(); })).toBe('none');
  expect(does((f) => { f.bridges.forEach((bridge) => { bridge.trunks = 'eth1 eth4'; }); })).toBe('none');
  expect(does((f) => { f.bridges[0].trunks = 'eth4, eth1'; })).toBe('moment');
  expect(does((f) => { f.bridges[1].uplink = 'eth9'; })).toBe('moment');
  expect(does((f) => { f.bridges[1].nodeId = 'openflow:9'; })).toBe('moment');
  expect(does((f) => { f.enabled = false; f.bridges[1].uplink = 'eth9'; })).toBe('stop');
  expect(interruption(fields((f) => { f.enabled = false; }), before)).toBe('none');
});
