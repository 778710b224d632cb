/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fieldsOf } from '../../main/ts/model/group-fields';
import { fieldOf, refusals } from '../../main/ts/model/refusals';
import { RestconfClient, RestconfError } from '../../main/ts/restconf/client';
import { Session } from '../../main/ts/restconf/session';

const FIELDS = fieldsOf({ name: "o'clock", bridge: [{ 'node-id': 'openflow:1' }, { 'node-id': 'openflow:2' }] });
const GROUP = '/bridge-failover:failover-groups/group[name="o\'clock"]';

afterEach(() => vi.unstubAllGlobals());

/** What the client makes of an answer to a PATCH. */
async function answered(status: number, body: string): Promise<RestconfError> {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
  const outcome = await new RestconfClient(new Session(undefined)).patch('x', {}).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(RestconfError);
  return outcome as RestconfError;
}

test.each([
  [`${GROUP}/bridge[node-id='openflow:2']/uplink-port`, 'bridge-1/uplink'],
  [`${GROUP}/bridge[node-id='openflow:1']/trunk-port[.='eth1']`, 'bridge-0/trunks'],
  [`${GROUP}/bridge[node-id='openflow:1']/peer-port`, 'bridge-0/peer'],
  [`${GROUP}/bridge[node-id='openflow:1']`, 'bridge-0/node-id'],
  [`${GROUP}/heartbeat/interval`, 'heartbeat/interval'],
  [`${GROUP}/bridge-failover:upstream-monitor/target[ip-address='192.0.2.1']`, 'targets'],
  [`${GROUP}/name`, 'name'],
  [`${GROUP}/bridge[node-id='openflow:3']`, undefined],
  [`${GROUP}/bridge`, undefined],
  [`${GROUP}/heartbeat/new-leaf`, undefined],
  [GROUP, undefined],
  ['group=pair1/bridge=openflow%3A1', undefined],
  ['', undefined],
])('the error-path %s is the field %s', (path, field) => {
  expect(fieldOf(path, FIELDS)).toBe(field);
});

describe('a refusal', () => {
  const error = (path: string, message: string) => ({ 'error-type': 'application', 'error-tag': 'invalid-value', 'error-path': path, 'error-message': message });

  test('stands at the fields that it names, and what names none stands by itself', async () => {
    const body = { 'ietf-restconf:errors': { error: [
      error(`${GROUP}/bridge[node-id='openflow:1']/peer-port`, 'eth2 is the uplink already.'),
      error(`${GROUP}/bridge`, 'A group has two bridges.'),
    ] } };
    expect(refusals(await answered(400, JSON.stringify(body)), FIELDS)).toEqual({
      fields: { 'bridge-0/peer': 'eth2 is the uplink already.' }, others: ['A group has two bridges.'],
    });
  });

  test('of a YANG Patch is found at its edit, and as a whole', async () => {
    const edit = { 'ietf-yang-patch:yang-patch-status': { 'patch-id': 'form', 'edit-status': { edit: [
      { 'edit-id': 'a', ok: [null] },
      { 'edit-id': 'b', errors: { error: [error(`${GROUP}/heartbeat/interval`, 'too short')] } },
    ] } } };
    expect(refusals(await answered(409, JSON.stringify(edit)), FIELDS).fields).toEqual({ 'heartbeat/interval': 'too short' });
    const whole = { 'ietf-yang-patch:yang-patch-status': { 'patch-id': 'form', errors: { error: [error('', 'not now')] } } };
    expect(refusals(await answered(200, JSON.stringify(whole)), FIELDS).others).toEqual(['not now']);
  });

  test('of a name that exists says which', async () => {
    const body = { errors: { error: [{ 'error-tag': 'data-exists', 'error-message': 'Data already exists', 'error-path': GROUP }] } };
    expect(refusals(await answered(409, JSON.stringify(body)), FIELDS).fields.name).toContain("There is a group o'clock already");
  });

  test('forges no line', async () => {
    const body = { errors: { error: [error('', 'port "x\nSaved.\u202e" does not exist')] } };
    expect(refusals(await answered(400, JSON.stringify(body)), FIELDS).others).toEqual(['port "x\\nSaved.\\u202e" does not exist']);
  });

  test('that is not from RESTCONF is told by its status', async () => {
    expect(refusals(await answered(502, '<html>'), FIELDS).others).toEqual(['HTTP 502']);
    expect(refusals(await answered(400, 'null'), FIELDS).others).toEqual(['HTTP 400']);
    expect(refusals(new RestconfError(0, '', ''), FIELDS).others[0]).toContain('does not answer');
    expect(refusals(new RestconfError(403, '', '', [{ tag: 'access-denied', message: 'no', path: '' }]), FIELDS).others[0]).toContain('may look');
  });
});
