/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { type BridgeState, type Failover, type GroupEvent, GroupState, type Host, type Statistics, type Status } from './group-state';
import { allVisible } from './visible-text';

/** A change of the datastore, as the event stream tells it. */
export interface DataChange {
  path: string;
  operation: 'created' | 'updated' | 'deleted';
  data?: Record<string, unknown>;
}

/** One step of a path: the name of a node, and of a list's entry its keys. */
interface Step {
  name: string;
  keys: Record<string, string>;
}

/** A change that this page does not know how to apply; the whole state must be read anew. */
export class UnknownChange extends Error {}

const STEP = /\/(?:[A-Za-z0-9_.-]+:)?([A-Za-z0-9_.-]+)((?:\[[^\]=]+=(?:'[^']*'|"(?:[^"\\]|\\.)*")\])*)/y;
const KEY = /\[(?:[A-Za-z0-9_.-]+:)?([A-Za-z0-9_.-]+)=(?:'([^']*)'|"((?:[^"\\]|\\.)*)")\]/g;

// What stands between double quotes has the escapes of YANG (RFC 7950, section 6.1.3).
const ESCAPES: Record<string, string> = { '\\n': '\n', '\\t': '\t' };

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, (sequence, character: string) => ESCAPES[sequence] ?? character);
}

/** Splits an instance identifier in its canonical form. */
export function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) {
      throw new UnknownChange(`not a path: ${path}`);
    }
    const keys: Record<string, string> = {};
    for (const key of (match[2] ?? '').matchAll(KEY)) {
      keys[key[1] as string] = key[2] ?? unquoted(key[3] ?? '');
    }
    steps.push({ name: match[1] as string, keys });
  }
  return steps;
}

export function hostKey(host: { 'vlan-id': number | string; mac: string }): string {
  return `${host['vlan-id']} ${host.mac}`;
}

/** The content of a list or container in `data`, whose only member is named after the module and the node. */
function content(change: DataChange): unknown {
  return change.data === undefined ? undefined : Object.values(change.data)[0];
}

/** The same for what is shown and asks for nothing again: every text of it visible. Groups keep their names. */
function shown(change: DataChange): unknown {
  return allVisible(content(change));
}

function entries<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** What is published as a whole, entry by entry; a change inside of one is none that this page knows. */
const KNOWN = new Set(['bridge', 'host', 'remote-host', 'event', 'last-failover', 'statistics']);

/** The state of all groups, kept up to date by the changes of the datastore. */
export class StateTree {
  readonly groups = new Map<string, GroupState>();

  /** Applies one change. Throws UnknownChange if it concerns something that this page does not know. */
  apply(change: DataChange): void {
    const [root, group, child, ...deeper] = parsePath(change.path);
    if (root?.name !== 'failover-state') {
      throw new UnknownChange(change.path);
    }
    const deleted = change.operation === 'deleted';
    if (group === undefined) {
      this.groups.clear();
      if (!deleted) {
        const state = content(change) as { group?: unknown } | undefined;
        entries<Record<string, unknown>>(state?.group).forEach((entry) => this.replace(entry));
      }
      return;
    }
    const name = group.keys.name;
    if (group.name !== 'group' || name === undefined || (deeper.length > 0 && KNOWN.has(child?.name ?? ''))) {
      throw new UnknownChange(change.path);
    }
    if (child === undefined) {
      if (deleted) {
        this.groups.delete(name);
      } else {
        entries<Record<string, unknown>>(content(change)).forEach((entry) => this.replace(entry));
      }
      return;
    }
    let state = this.groups.get(name);
    if (state === undefined) {
      if (deleted) {
        return;
      }
      state = new GroupState(name);
      this.groups.set(name, state);
    }
    applyChild(state, child, deleted ? undefined : shown(change));
  }

  private replace(entry: Record<string, unknown>): void {
    const state = new GroupState(String(entry.name));
    for (const [name, value] of Object.entries(allVisible(entry))) {
      if (name === 'host' || name === 'remote-host' || name === 'bridge' || name === 'event') {
        putAll(state, name, value);
      } else if (name !== 'name') {
        applyChild(state, { name, keys: {} }, value);
      }
    }
    state.hostsVersion = (this.groups.get(state.name)?.hostsVersion ?? 0) + 1;
    this.groups.set(state.name, state);
  }
}

function putAll(state: GroupState, name: string, value: unknown): void {
  switch (name) {
    case 'bridge':
      entries<BridgeState>(value).forEach((bridge) => state.bridges.set(bridge['node-id'], bridge));
      break;
    case 'host':
      entries<Host>(value).forEach((host) => state.hosts.set(hostKey(host), host));
      state.hostsVersion += 1;
      break;
    case 'remote-host':
      entries<Host>(value).forEach((host) => state.remoteHosts.set(hostKey(host), host));
      state.hostsVersion += 1;
      break;
    default:
      entries<GroupEvent>(value).forEach((event) => state.events.set(event.id, event));
  }
}

function removeEntry(state: GroupState, { name, keys }: Step): void {
  const key = name === 'bridge' ? keys['node-id'] : name === 'event' ? keys.id
    : hostKey({ 'vlan-id': keys['vlan-id'] ?? '', mac: keys.mac ?? '' });
  const list = name === 'bridge' ? state.bridges : name === 'event' ? state.events
    : name === 'host' ? state.hosts : state.remoteHosts;
  if (Object.keys(keys).length === 0) {
    list.clear();
  } else if (key !== undefined) {
    list.delete(key);
  }
  state.hostsVersion += name === 'host' || name === 'remote-host' ? 1 : 0;
}

function applyChild(state: GroupState, step: Step, value: unknown): void {
  switch (step.name) {
    case 'status':
      state.status = value as Status | undefined;
      break;
    case 'status-reason':
      state.reason = (value as string | undefined) ?? '';
      break;
    case 'verdict':
      state.verdict = value as string | undefined;
      break;
    case 'primary':
      state.primary = value as string | undefined;
      break;
    case 'last-failover':
      state.lastFailover = value as Failover | undefined;
      break;
    case 'statistics':
      state.statistics = (value as Statistics | undefined) ?? {};
      break;
    case 'bridge':
    case 'host':
    case 'remote-host':
    case 'event':
      if (value === undefined) {
        removeEntry(state, step);
      } else {
        putAll(state, step.name, value);
      }
      break;
    default:
      // A controller that is newer than this page may tell more.
      break;
  }
}
