/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { type GroupFields, groupOf } from './group-fields';
import { editsOf, patchOf } from './group-patch';
import { visible, visibleJson } from './visible-text';

type Json = Record<string, unknown>;

export const GROUPS = 'bridge-failover:failover-groups';

/** How a form is saved: a group that is not there yet is created, one that is there is changed where it differs. */
export type Saving =
  | { kind: 'create' | 'change'; body: Json }
  | { kind: 'nothing' };

/** @param stored the group as RESTCONF gave it, undefined if there is none */
export function savingOf(stored: Json | undefined, fields: GroupFields): Saving {
  if (stored === undefined) {
    return { kind: 'create', body: { 'bridge-failover:group': [groupOf(fields)] } };
  }
  const edits = editsOf(stored, fields);
  return edits.length === 0 ? { kind: 'nothing' } : { kind: 'change', body: patchOf(fields.name, edits) };
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}

/**
 * The same as a call to copy, with the address of RESTCONF's root resource; where nothing is to be saved, the one that makes the group as it is. The password is asked
 * for, so that it is not in the history of the shell.
 */
export function curl(stored: Json | undefined, fields: GroupFields, root: string, user: string): string {
  const saving = savingOf(stored, fields);
  const [method, type] = saving.kind === 'change' ? ['PATCH', 'patch'] : ['POST', 'data'];
  const body = saving.kind === 'nothing' ? { 'bridge-failover:group': [stored] } : saving.body;
  const address = `${root}/data/${GROUPS}`;
  return `curl -u '${quoted(user === '' ? 'USER' : visible(user))}' -X ${method} -H 'Content-Type: application/yang-${type}+json' \\\n`
    + `  '${address.replaceAll("'", '%27')}' -d '\n${quoted(visibleJson(JSON.stringify(body, undefined, 2)))}'`;
}
