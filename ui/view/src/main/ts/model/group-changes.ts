/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { SECTIONS } from './configuration-model';
import { type BridgeFields, type GroupFields, fieldsOf, list } from './group-fields';

type Json = Record<string, unknown>;

/** A field that somebody else has changed since this page read it. */
export interface Change {
  /** The field as in Errors: announcement/rounds, bridge-0/uplink. */
  path: string;
  /** The field in words. */
  title: string;
  /** What it was when this page read it. */
  was: string;
  now: string;
  /** What stands in the form. */
  mine: string;
  /** Whether the user has changed it, or a field that belongs with it. */
  conflicts: boolean;
}

const BRIDGE_KEYS: [keyof BridgeFields, string, string][] = [
  ['nodeId', 'node-id', 'bridge'], ['priority', 'priority', 'priority'], ['uplink', 'uplink', 'uplink port'],
  ['trunks', 'trunks', 'trunk ports'], ['peer', 'peer', 'peer port'],
];

function comparable(text: string): string {
  const trimmed = text.trim();
  return /^\d+$/.test(trimmed) ? String(Number(trimmed)) : trimmed;
}

/** The fields by their paths, so written that the same value is the same text. */
export function values(fields: GroupFields): Map<string, string> {
  const result = new Map([['enabled', String(fields.enabled)], ['targets', list(fields.targets).sort().join(', ')]]);
  fields.bridges.forEach((bridge, index) => BRIDGE_KEYS.forEach(([key, path]) => {
    result.set(`bridge-${index}/${path}`, key === 'trunks' ? list(bridge.trunks).join(', ') : key === 'priority' ? comparable(bridge[key]) : bridge[key]);
  }));
  SECTIONS.forEach((section) => section.leaves.forEach((leaf) => {
    const path = `${section.name}/${leaf.name}`;
    result.set(path, comparable(fields.leaves[path] ?? ''));
  }));
  return result;
}

function take(fields: GroupFields, path: string, from: GroupFields): void {
  const [, index, name] = /^bridge-([01])\/(.*)$/.exec(path) ?? [];
  const key = BRIDGE_KEYS.find(([, wanted]) => wanted === name)?.[0];
  if (index !== undefined && key !== undefined) {
    fields.bridges[Number(index) as 0 | 1][key] = from.bridges[Number(index) as 0 | 1][key];
  } else if (path === 'enabled') {
    fields.enabled = from.enabled;
  } else if (path === 'targets') {
    fields.targets = from.targets;
  } else {
    fields.leaves[path] = from.leaves[path] ?? '';
  }
}

/** What is to be judged together: an interval and its multiplier, the ports of both bridges. */
function part(path: string): string {
  return path.startsWith('bridge-') ? 'bridge' : path === 'targets' ? 'upstream-monitor' : path.split('/')[0] as string;
}

function title(path: string, fields: GroupFields): string {
  const [, index, name] = /^bridge-([01])\/(.*)$/.exec(path) ?? [];
  if (index === undefined) {
    return path === 'targets' ? 'upstream targets' : path;
  }
  const bridge = fields.bridges[Number(index) as 0 | 1];
  const word = BRIDGE_KEYS.find(([, wanted]) => wanted === name)?.[2] ?? '';
  return name === 'node-id' ? `bridge ${Number(index) + 1}` : `${word} of ${bridge.nodeId}`;
}

/** The fields of a group with its bridges in the order in which a form has them: RESTCONF may change it. */
export function fieldsLike(group: Json, form: GroupFields): GroupFields {
  const entries = (group.bridge as Json[] | undefined) ?? [];
  const placed = form.bridges.map(({ nodeId }) => entries.find((entry) => entry['node-id'] === nodeId));
  const others = entries.filter((entry) => !placed.includes(entry));
  return fieldsOf({ ...group, bridge: [...placed.map((entry) => entry ?? others.shift() ?? {}), ...others] });
}

/** What somebody else has changed between `base` and `theirs`, while the user made `mine` of `base`. */
export function changes(base: GroupFields, mine: GroupFields, theirs: GroupFields): Change[] {
  const [was, typed, now] = [values(base), values(mine), values(theirs)];
  const touched = new Set([...typed].filter(([path, text]) => text !== was.get(path) && text !== now.get(path)).map(([path]) => part(path)));
  return [...now].filter(([path, text]) => text !== was.get(path)).map(([path, text]): Change => ({
    path, title: title(path, base), was: was.get(path) ?? '', now: text, mine: typed.get(path) ?? '',
    conflicts: text !== typed.get(path) && touched.has(part(path)),
  }));
}

/** The form with the changes taken over. */
export function takeOver(mine: GroupFields, theirs: GroupFields, taken: readonly Change[]): GroupFields {
  const result = structuredClone(mine);
  taken.forEach(({ path }) => take(result, path, theirs));
  return result;
}
