/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { type GroupFields, groupOf } from './group-fields';
import { type Edit, editsOf, patchOf } from './group-patch';
import { visible, visibleJson } from './visible-text';

type Json = Record<string, unknown>;

export const GROUPS = 'bridge-failover:failover-groups';

export function groupPath(name: string): string {
  return `${GROUPS}/group=${encodeURIComponent(name)}`;
}

/** How a form is saved: a group that is not there yet is created, one that is there is changed where it differs. */
export type Saving =
  | { kind: 'create'; path: string; body: Json }
  | { kind: 'change'; path: string; body: Json; edits: readonly Edit[] }
  | { kind: 'nothing' };

/** @param stored the group as RESTCONF gave it, undefined if there is none */
export function savingOf(stored: Json | undefined, fields: GroupFields): Saving {
  if (stored === undefined) {
    return { kind: 'create', path: GROUPS, body: { 'bridge-failover:group': [groupOf(fields)] } };
  }
  const edits = editsOf(stored, fields);
  return edits.length === 0 ? { kind: 'nothing' } : { kind: 'change', path: groupPath(fields.name), body: patchOf(edits), edits };
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}

/**
 * The same as a call to copy; where nothing is to be saved, the one that makes the group as it is. The password is asked
 * for, so that it is not in the history of the shell.
 */
export function curl(stored: Json | undefined, fields: GroupFields, origin: string, user: string): string {
  const saving = savingOf(stored, fields);
  const [method, type, path, body] = saving.kind === 'create' ? ['POST', 'data', saving.path, saving.body] as const
    : saving.kind === 'change' ? ['PATCH', 'patch', saving.path, saving.body] as const
      : ['PUT', 'data', groupPath(fields.name), { 'bridge-failover:group': [stored] }] as const;
  const address = `${origin}/rests/data/${path}`;
  return `curl -u '${quoted(user === '' ? 'USER' : visible(user))}' -X ${method} -H 'Content-Type: application/yang-${type}+json' \\\n`
    + `  '${address.replaceAll("'", '%27')}' -d '\n${quoted(visibleJson(JSON.stringify(body, undefined, 2)))}'`;
}
