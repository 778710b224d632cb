/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { type Leaf, SECTIONS } from './configuration-model';
import { fieldsLike, values } from './group-changes';
import { type GroupFields, bridgeOf, leafValue, list } from './group-fields';

type Json = Record<string, unknown>;

/** One edit of a YANG Patch (RFC 8072, section 2.5). */
export interface Edit {
  operation: 'merge' | 'replace' | 'remove';
  /** Relative to the group. */
  target: string;
  value?: Json;
}

const MODULE = 'bridge-failover';

function edit(operation: Edit['operation'], path: string, name?: string, value?: unknown): Edit {
  return { operation, target: path, ...(name === undefined ? {} : { value: { [`${MODULE}:${name}`]: value } }) };
}

// A leaf with its default is taken away, as the form leaves it out of a new group.
function leafEdit(path: string, leaf: Pick<Leaf, 'name' | 'default'>, value: unknown): Edit {
  return value === leaf.default ? edit('remove', path) : edit('replace', path, leaf.name, value);
}

function bridgeEdits(stored: Json, before: GroupFields, wanted: GroupFields): Edit[] {
  const entries = (stored.bridge as Json[] | undefined) ?? [];
  const id = (entry: Json) => String(entry['node-id']);
  const path = (nodeId: string) => `/bridge=${encodeURIComponent(nodeId)}`;
  const removed = entries.filter((entry) => !wanted.bridges.some(({ nodeId }) => nodeId === id(entry)));
  const [was, will] = [values(before), values(wanted)];
  const changed = wanted.bridges.flatMap((bridge, index) => {
    const same = ['node-id', 'priority', 'uplink', 'trunks', 'peer'].every((name) => {
      const field = `bridge-${index}/${name}`;
      return was.get(field) === will.get(field);
    });
    // A bridge that got another name keeps what the form does not know.
    const known = entries.find((entry) => id(entry) === bridge.nodeId) ?? entries.find((entry) => id(entry) === before.bridges[index]?.nodeId);
    const trunks = `bridge-${index}/trunks`;
    // Not by way of the text, which separates ports by spaces: there may be one in a name.
    const kept = known !== undefined && was.get(trunks) === will.get(trunks) ? { 'trunk-port': known['trunk-port'] } : {};
    return same ? [] : [edit('replace', path(bridge.nodeId), 'bridge', [{ ...known, ...bridgeOf(bridge), ...kept }])];
  });
  return [...removed.map((entry) => edit('remove', path(id(entry)))), ...changed];
}

function targetEdits(before: GroupFields, wanted: GroupFields): Edit[] {
  const [was, will] = [list(before.targets), list(wanted.targets)];
  const path = (address: string) => `/upstream-monitor/target=${encodeURIComponent(address)}`;
  return [
    ...was.filter((address) => !will.includes(address)).map((address) => edit('remove', path(address))),
    ...will.filter((address) => !was.includes(address)).map((address) => edit('merge', path(address), 'target', [{ 'ip-address': address }])),
  ];
}

/**
 * What makes of a stored group the one in the form: only what differs, so that nothing else is written over, neither
 * what the form does not know nor what somebody else changes meanwhile. Empty if nothing differs.
 */
export function editsOf(stored: Json, wanted: GroupFields): Edit[] {
  const before = fieldsLike(stored, wanted);
  const [was, will] = [values(before), values(wanted)];
  const leaves = SECTIONS.flatMap((section) => section.leaves.map((leaf): [string, Leaf] => [`${section.name}/${leaf.name}`, leaf]));
  return [
    ...(before.enabled === wanted.enabled ? [] : [leafEdit('/enabled', { name: 'enabled', default: true }, wanted.enabled)]),
    ...bridgeEdits(stored, before, wanted),
    ...targetEdits(before, wanted),
    ...leaves.filter(([path]) => was.get(path) !== will.get(path))
      .map(([path, leaf]) => leafEdit(`/${path}`, leaf, leafValue(leaf, wanted.leaves[path] ?? ''))),
  ];
}

/** The edit that takes a group away. */
export const REMOVAL: Edit = edit('remove', '');

/**
 * The edits of a group as RESTCONF takes them for all groups together: all are done, or none. The name of the group is
 * in the body, for OpenDaylight takes no address with control characters, a backslash or letters beyond ASCII in it.
 */
export function patchOf(group: string, edits: readonly Edit[]): Json {
  const at = `/group=${encodeURIComponent(group)}`;
  return {
    'ietf-yang-patch:yang-patch': {
      'patch-id': 'page', edit: edits.map((one, index) => ({ ...one, 'edit-id': String(index + 1), target: at + one.target })),
    },
  };
}
