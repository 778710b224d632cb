/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { describe, expect, test } from 'vitest';
import { changes, fieldsLike, takeOver } from '../../main/ts/model/group-changes';
import { type GroupFields, fieldsOf, groupOf } from '../../main/ts/model/group-fields';
import { type Edit, editsOf } from '../../main/ts/model/group-patch';
import { curl, savingOf } from '../../main/ts/model/save-call';

type Json = Record<string, unknown>;

const bridge = (number: number, more: Json = {}): Json => ({
  'node-id': `openflow:${number}`, priority: number, 'uplink-port': 'eth2', 'trunk-port': ['eth1'], 'peer-port': 'eth3', ...more,
});

const GROUP: Json = {
  name: 'pair1', bridge: [bridge(1), bridge(2)], heartbeat: { interval: 100 },
  'upstream-monitor': { target: [{ 'ip-address': '192.0.2.1' }, { 'ip-address': '2001:db8::1' }] },
};

function form(edit: (fields: GroupFields) => void, group: Json = GROUP): GroupFields {
  const result = fieldsOf(group);
  edit(result);
  return result;
}

function brief(edits: readonly Edit[]): string[] {
  return edits.map(({ operation, target, value }) => `${operation} ${target}${value === undefined ? '' : ` ${JSON.stringify(Object.values(value)[0])}`}`);
}

describe('only what differs is written', () => {
  const cases: [string, (fields: GroupFields) => void, string[]][] = [
    ['nothing', () => undefined, []],
    ['a leaf', (f) => { f.leaves['announcement/rounds'] = '3'; }, ['replace /announcement/rounds 3']],
    ['a leaf that gets its default', (f) => { f.leaves['heartbeat/interval'] = '1000'; }, ['remove /heartbeat/interval']],
    ['the same number, written otherwise', (f) => { f.leaves['heartbeat/interval'] = ' 0100 '; }, []],
    ['a switch', (f) => { f.enabled = false; f.leaves['path-probe/enabled'] = 'false'; }, ['replace /enabled false', 'replace /path-probe/enabled false']],
    ['a choice', (f) => { f.leaves['failback/mode'] = 'manual'; }, ['replace /failback/mode "manual"']],
    ['targets', (f) => { f.targets = '192.0.2.1 192.0.2.9'; },
      ['remove /upstream-monitor/target=2001%3Adb8%3A%3A1', 'merge /upstream-monitor/target=192.0.2.9 [{"ip-address":"192.0.2.9"}]']],
    ['targets in another order', (f) => { f.targets = '2001:db8::1, 192.0.2.1'; }, []],
    ['a port', (f) => { f.bridges[1].uplink = 'eth9'; }, [`replace /bridge=openflow%3A2 ${JSON.stringify([bridge(2, { 'uplink-port': 'eth9' })])}`]],
    ['another bridge', (f) => { f.bridges[1].nodeId = 'openflow:7'; },
      ['remove /bridge=openflow%3A2', `replace /bridge=openflow%3A7 ${JSON.stringify([{ ...bridge(7), priority: 2 }])}`]],
  ];

  test.each(cases)('%s', (_, edit, expected) => {
    expect(brief(editsOf(GROUP, form(edit)))).toEqual(expected);
  });

  test('so that what the form does not know survives, also in a bridge', () => {
    const newer = { ...GROUP, bridge: [bridge(1, { 'new-leaf': 5 }), bridge(2)], heartbeat: { interval: 100, 'new-leaf': 7 }, 'new-part': { a: 1 } };
    const edits = editsOf(newer, form((f) => { f.bridges[0].priority = '9'; f.leaves['heartbeat/multiplier'] = '4'; }, newer));
    expect(brief(edits)).toEqual([
      `replace /bridge=openflow%3A1 ${JSON.stringify([bridge(1, { priority: 9, 'new-leaf': 5 })])}`,
      'replace /heartbeat/multiplier 4']);
  });

  test('and a trunk with a space in its name is not taken apart by what is changed beside it', () => {
    const spaced = { ...GROUP, bridge: [bridge(1, { 'trunk-port': ['a b'] }), bridge(2)] };
    expect(brief(editsOf(spaced, form((f) => { f.bridges[0].priority = '9'; }, spaced))))
      .toEqual([`replace /bridge=openflow%3A1 ${JSON.stringify([bridge(1, { priority: 9, 'trunk-port': ['a b'] })])}`]);
  });

  test('and bridges that RESTCONF gives in another order are the same bridges', () => {
    expect(editsOf({ ...GROUP, bridge: [bridge(2), bridge(1)] }, form(() => undefined))).toEqual([]);
  });

  test('and a third bridge, which no group can have, is taken out', () => {
    expect(brief(editsOf({ ...GROUP, bridge: [bridge(1), bridge(2), bridge(3)] }, form(() => undefined)))).toEqual(['remove /bridge=openflow%3A3']);
  });
});

describe('two at once', () => {
  const mine = form((f) => { f.leaves['announcement/rounds'] = '3'; });
  const met = (theirs: Json, typed = mine) => changes(form(() => undefined), typed, fieldsLike(theirs, typed));

  test('what others changed elsewhere is told by value, and kept', () => {
    const theirs = { ...GROUP, heartbeat: { interval: 200 } };
    expect(met(theirs)).toEqual([{ path: 'heartbeat/interval', title: 'heartbeat/interval', was: '100', now: '200', mine: '100', conflicts: false }]);
    const merged = takeOver(mine, fieldsLike(theirs, mine), met(theirs));
    expect(merged.leaves['heartbeat/interval']).toBe('200');
    expect(brief(editsOf(theirs, merged))).toEqual(['replace /announcement/rounds 3']);
  });

  test('the same field is a conflict, unless both want the same', () => {
    expect(met({ ...GROUP, announcement: { rounds: 7 } })).toMatchObject([{ was: '5', now: '7', mine: '3', conflicts: true }]);
    expect(met({ ...GROUP, announcement: { rounds: 3 } })).toMatchObject([{ now: '3', conflicts: false }]);
  });

  test('so are fields that belong together, as an interval and its multiplier', () => {
    const typed = form((f) => { f.leaves['heartbeat/multiplier'] = '10'; });
    expect(met({ ...GROUP, heartbeat: { interval: 200 } }, typed)).toMatchObject([{ path: 'heartbeat/interval', conflicts: true }]);
  });

  test('so are the ports of the bridges, in whatever order RESTCONF gives them', () => {
    const typed = form((f) => { f.bridges[0].peer = 'eth7'; });
    expect(met({ ...GROUP, bridge: [bridge(2, { 'uplink-port': 'eth7' }), bridge(1)] }, typed)).toMatchObject([
      { path: 'bridge-1/uplink', title: 'uplink port of openflow:2', was: 'eth2', now: 'eth7', conflicts: true }]);
  });

  test('what the form does not know is no conflict', () => {
    expect(met({ ...GROUP, 'new-part': { a: 1 } })).toEqual([]);
  });

  test('to take over leaves what else was typed', () => {
    const typed = form((f) => { f.leaves['announcement/rounds'] = '3'; f.leaves['announcement/step'] = '10'; });
    const theirs = { ...GROUP, announcement: { rounds: 7 } };
    const merged = takeOver(typed, fieldsLike(theirs, typed), met(theirs, typed));
    expect([merged.leaves['announcement/rounds'], merged.leaves['announcement/step']]).toEqual(['7', '10']);
  });
});

describe('the call to copy is the one that the form makes, and holds no password:', () => {
  const body = (call: string) => JSON.parse(call.slice(call.indexOf("-d '\n") + 5, -1).replaceAll("'\\''", "'")) as Json;

  test('POST for a new group, which cannot write over one that is there', () => {
    const fields = form((f) => { f.name = "o'clock/1"; });
    const call = curl(undefined, fields, 'http://127.0.0.1:8181/rests', 'admin');
    expect(call).toContain("curl -u 'admin' -X POST -H 'Content-Type: application/yang-data+json'");
    expect(call).toContain("'http://127.0.0.1:8181/rests/data/bridge-failover:failover-groups'");
    expect(body(call)).toEqual({ 'bridge-failover:group': [{ ...GROUP, name: "o'clock/1" }] });
  });

  test('PATCH for a change', () => {
    const fields = form((f) => { f.name = "o'clock/1"; f.leaves['failback/mode'] = 'manual'; });
    const saving = savingOf(GROUP, fields);
    const call = curl(GROUP, fields, 'http://127.0.0.1:8181/rests', 'admin');
    expect(call).toContain("-X PATCH -H 'Content-Type: application/yang-patch+json'");
    expect(call).toContain("'http://127.0.0.1:8181/rests/data/bridge-failover:failover-groups'");
    expect(body(call)).toEqual(saving.kind === 'change' && saving.body);
    expect(call).toContain(`"target": "/group=o'\\''clock%2F1/failback/mode"`);
  });

  test('POST of the group as it is, with what the form does not know, where nothing is changed', () => {
    const newer = { ...GROUP, 'new-part': { a: 1 } };
    const call = curl(newer, fieldsOf(newer), 'http://127.0.0.1:8181/rests', '');
    expect(call).toContain("curl -u 'USER' -X POST");
    expect(body(call)).toEqual({ 'bridge-failover:group': [newer] });
  });

  test('and no control character in it reaches a terminal', () => {
    const fields = form((f) => { f.name = 'a\nb\u202e'; f.bridges[0].uplink = 'e\u001b[2J\u009b1m\u200b\u007f'; });
    const call = curl(undefined, fields, 'http://127.0.0.1:8181/rests', 'ad\u001bmin');
    expect(call.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(body(call)).toEqual({ 'bridge-failover:group': [groupOf(fields)] });
  });
});
