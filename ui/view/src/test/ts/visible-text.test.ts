/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { expect, test } from 'vitest';
import { cell } from '../../main/ts/model/host-rows';
import { StateTree, parsePath } from '../../main/ts/model/state-tree';
import { allVisible, visible, visibleJson, visibleName } from '../../main/ts/model/visible-text';

test.each([
  ['a line feed', 'x\n2026-01-01 | ERROR | forged', 'x\\n2026-01-01 | ERROR | forged'],
  ['other control characters', '\0\b\t\r\f\u001b[2J\u0007\u007f\u0085\u009b', '\\u0000\\b\\t\\r\\f\\u001b[2J\\u0007\\u007f\\u0085\\u009b'],
  ['what turns the writing round', 'a\u202eb\u2066c\u200fd\u061ce', 'a\\u202eb\\u2066c\\u200fd\\u061ce'],
  ['what has no width', 'a\u200bb\u200dc\u2060d\ufeffe\u00adf', 'a\\u200bb\\u200dc\\u2060d\\ufeffe\\u00adf'],
  ['separators of lines', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['half of a pair, and what is beyond U+FFFF', 'a\ud800b\u{e0041}', 'a\\ud800b\\udb40\\udc41'],
  ['nothing in words of any language', 'Grüße, 日本語 😀 العربية "q" \\n', 'Grüße, 日本語 😀 العربية "q" \\n'],
])('%s is shown', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('different names are shown differently', () => {
  expect([visibleName('a\nb'), visibleName('a\\nb')]).toEqual(['a\\nb', 'a\\\\nb']);
});

test('every text in a value is made visible', () => {
  expect(allVisible({ a: ['x\ny', { b: 'z\u001b' }], c: 5, d: null, e: true })).toEqual({ a: ['x\\ny', { b: 'z\\u001b' }], c: 5, d: null, e: true });
});

test('JSON that is made visible is the same JSON', () => {
  const value = { 'a\u202e': 'x\n\u007f\u009b\u{e0041}"\\' };
  const text = visibleJson(JSON.stringify(value, undefined, 2));
  expect(JSON.parse(text)).toEqual(value);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('one event is one line, whoever named what is in it, and groups keep the names by which they are asked for', () => {
  const tree = new StateTree();
  const name = 'a\nb';
  const event = { id: '1', text: 'switchover by an operator: x\n\u001b[2Jforged' };
  tree.apply({ path: '/bridge-failover:failover-state', operation: 'created', data: { 'bridge-failover:failover-state': { group: [
    { name, 'status-reason': 'port u\nv', event: [event], bridge: [{ 'node-id': 'openflow:1', error: 'e\u202e' }] }] } } });
  tree.apply({ path: `/bridge-failover:failover-state/group[name='${name}']/event[id='2']`, operation: 'created', data: { 'bridge-failover:event': [{ ...event, id: '2' }] } });
  tree.apply({ path: `/bridge-failover:failover-state/group[name='${name}']/last-failover`, operation: 'updated', data: { 'bridge-failover:last-failover': { detail: 'd\r\n' } } });
  const group = tree.groups.get(name);
  expect(group?.name).toBe(name);
  expect(group?.orderedEvents().map(({ text }) => text)).toEqual(Array(2).fill('switchover by an operator: x\\n\\u001b[2Jforged'));
  expect([group?.reason, group?.lastFailover?.detail, group?.orderedBridges()[0]?.error]).toEqual(['port u\\nv', 'd\\r\\n', 'e\\u202e']);
});

test('a name with both kinds of quotes, which comes with the escapes of YANG, is found again', () => {
  expect(parsePath('/bridge-failover:failover-state/group[name="a\'b\\"c\\nd\\\\e]"]/status')[1]?.keys.name).toBe('a\'b"c\nd\\e]');
});

test.each([
  ['a, "b"', '"a, ""b"""'], ['x\r\n=1', 'x\\r\\n=1'], ['=1+1', "'=1+1"], ['+1', "'+1"], ['-1', "'-1"], ['@sum', "'@sum"],
  [' =1', "' =1"], ['\uff1d1', "'\uff1d1"], ['\t=1', '\\t=1'], ['\u200b=1', '\\u200b=1'], ['=1,"2"', '"\'=1,""2"""'], ['02:00:00:00:00:01', '02:00:00:00:00:01'],
])('the value %j is one cell of CSV, and no formula', (value, written) => {
  expect(cell(value)).toBe(written);
});
