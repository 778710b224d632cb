/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { RestconfError } from '../restconf/client';
import { failure } from './actions';
import { type Errors, type GroupFields, nameTaken } from './group-fields';
import { parsePath } from './state-tree';

const BRIDGE_LEAVES: Record<string, string> = {
  'node-id': 'node-id', priority: 'priority', 'uplink-port': 'uplink', 'trunk-port': 'trunks', 'peer-port': 'peer',
};

/** What the controller refuses: at the fields that it names, and what concerns no single field. */
export interface Refusals {
  fields: Errors;
  others: string[];
}

function steps(path: string): ReturnType<typeof parsePath> {
  try {
    return parsePath(path);
  } catch {
    // Not an instance identifier: the message is shown all the same.
    return [];
  }
}

/** The field of the form that an error-path names; undefined if it names none. */
export function fieldOf(path: string, fields: GroupFields): string | undefined {
  const [root, group, child, leaf] = steps(path);
  if (root?.name !== 'failover-groups' || group?.name !== 'group' || child === undefined) {
    return undefined;
  }
  if (child.name === 'bridge') {
    const index = fields.bridges.findIndex(({ nodeId }) => nodeId === child.keys['node-id']);
    const name = leaf === undefined ? 'node-id' : BRIDGE_LEAVES[leaf.name];
    return index < 0 || name === undefined ? undefined : `bridge-${index}/${name}`;
  }
  if (leaf === undefined) {
    return child.name === 'name' ? 'name' : undefined;
  }
  const field = child.name === 'upstream-monitor' && leaf.name === 'target' ? 'targets' : `${child.name}/${leaf.name}`;
  return field === 'targets' || field in fields.leaves ? field : undefined;
}

/** Sorts an answer of the controller to what was saved. */
export function refusals(error: unknown, fields: GroupFields): Refusals {
  const result: Refusals = { fields: {}, others: [] };
  if (!(error instanceof RestconfError) || error.details.length === 0 || error.status === 401 || error.status === 403) {
    return { fields: {}, others: [failure(error)] };
  }
  for (const { tag, message, path } of error.details) {
    const exists = tag === 'data-exists' && steps(path).length <= 2;
    const field = exists ? 'name' : fieldOf(path, fields);
    const text = exists ? nameTaken(fields.name) : message === '' ? tag : message;
    if (field === undefined) {
      result.others.push(text);
    } else {
      result.fields[field] = result.fields[field] === undefined ? text : `${result.fields[field]} ${text}`;
    }
  }
  return result;
}
