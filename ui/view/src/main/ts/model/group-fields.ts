/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { type Leaf, SECTIONS } from './configuration-model';
import { visible, visibleName } from './visible-text';

/** What stands in the fields of the form, as it was typed. */
export interface BridgeFields {
  nodeId: string;
  priority: string;
  uplink: string;
  trunks: string;
  peer: string;
}

export interface GroupFields {
  name: string;
  enabled: boolean;
  bridges: [BridgeFields, BridgeFields];
  targets: string;
  /** By section/leaf; a boolean is 'true' or 'false'. */
  leaves: Record<string, string>;
}

/** The errors of a form by field: name, bridge-0/uplink, heartbeat/interval, targets. */
export type Errors = Record<string, string>;

type Json = Record<string, unknown>;

const BRIDGE_ID = /^openflow:(0|[1-9][0-9]{0,19})$/;
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const MAX_TRUNKS = 16;
const MAX_TEXT = 64;

function emptyBridge(priority: number): BridgeFields {
  return { nodeId: '', priority: String(priority), uplink: '', trunks: '', peer: '' };
}

function allLeaves(): [string, Leaf][] {
  return SECTIONS.flatMap((section) => section.leaves.map((leaf): [string, Leaf] => [`${section.name}/${leaf.name}`, leaf]));
}

/** The fields for a group as RESTCONF gives it, or for a new one. */
export function fieldsOf(group?: Json): GroupFields {
  const bridges = (group?.bridge as Json[] | undefined) ?? [];
  const leaves: Record<string, string> = {};
  for (const [path, leaf] of allLeaves()) {
    const [section, name] = path.split('/') as [string, string];
    leaves[path] = String((group?.[section] as Json | undefined)?.[name] ?? leaf.default);
  }
  const bridge = (index: number): BridgeFields => {
    const entry = bridges[index];
    return entry === undefined ? emptyBridge(index + 1) : {
      nodeId: String(entry['node-id'] ?? ''), priority: String(entry.priority ?? ''), uplink: String(entry['uplink-port'] ?? ''),
      trunks: ((entry['trunk-port'] as string[] | undefined) ?? []).join(', '), peer: String(entry['peer-port'] ?? ''),
    };
  };
  const targets = ((group?.['upstream-monitor'] as Json | undefined)?.target as { 'ip-address': string }[] | undefined) ?? [];
  return {
    name: String(group?.name ?? ''), enabled: group?.enabled !== false, bridges: [bridge(0), bridge(1)],
    targets: targets.map((target) => target['ip-address']).join(', '), leaves,
  };
}

export function list(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** Whether a text is an IP address without a zone. */
export function isAddress(text: string): boolean {
  if (IPV4.test(text)) {
    return true;
  }
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) {
    return false;
  }
  try {
    return new URL(`http://[${text}]/`).hostname !== '';
  } catch {
    return false;
  }
}

export function leafError(leaf: Leaf, text: string): string | undefined {
  if (leaf.kind !== 'number') {
    return undefined;
  }
  const value = Number(text);
  const fits = /^\d+$/.test(text.trim()) && leaf.ranges.some(([low, high]) => value >= low && value <= high);
  return fits ? undefined : `A whole number: ${leaf.ranges.map(([low, high]) => (low === high ? `${low}` : `${low} to ${high}`)).join(', or ')}`;
}

/** What the model, or else the controller, would refuse. A new group must have a name that is not among those `taken`. */
export function validate(fields: GroupFields, taken: readonly string[] = []): Errors {
  const errors: Errors = {};
  const check = (path: string, wrong: boolean, text: string) => {
    if (wrong && errors[path] === undefined) {
      errors[path] = text;
    }
  };
  check('name', fields.name.length < 1 || fields.name.length > MAX_TEXT, `1 to ${MAX_TEXT} characters`);
  check('name', taken.includes(fields.name), nameTaken(fields.name));
  fields.bridges.forEach((bridge, index) => {
    const at = `bridge-${index}`;
    check(`${at}/node-id`, !BRIDGE_ID.test(bridge.nodeId), "'openflow:' and the datapath id as a decimal number");
    check(`${at}/priority`, !/^\d+$/.test(bridge.priority) || Number(bridge.priority) > 255, 'A whole number: 0 to 255');
    const trunks = list(bridge.trunks);
    check(`${at}/uplink`, bridge.uplink === '' || bridge.uplink.length > MAX_TEXT, 'The name or number of a port');
    check(`${at}/peer`, bridge.peer === '' || bridge.peer.length > MAX_TEXT, 'The name or number of a port');
    check(`${at}/trunks`, trunks.length < 1 || trunks.length > MAX_TRUNKS || trunks.some((trunk) => trunk.length > MAX_TEXT),
      `1 to ${MAX_TRUNKS} ports, separated by commas`);
    check(`${at}/trunks`, new Set(trunks).size < trunks.length, 'A port is named twice');
    check(`${at}/uplink`, trunks.includes(bridge.uplink) || bridge.uplink === bridge.peer, 'The port has another use already');
    check(`${at}/peer`, trunks.includes(bridge.peer), 'The port has another use already');
  });
  const [first, second] = fields.bridges;
  check('bridge-1/node-id', first.nodeId !== '' && first.nodeId === second.nodeId, 'The two bridges must differ');
  check('bridge-1/trunks', errors['bridge-0/trunks'] === undefined && list(first.trunks).length !== list(second.trunks).length, 'Both bridges need the same number of trunks');
  const targets = list(fields.targets);
  const wrong = targets.find((target) => !isAddress(target));
  check('targets', wrong !== undefined, `Not an IPv4 or IPv6 address: ${visible(wrong ?? '')}`);
  check('targets', new Set(targets).size < targets.length, 'An address is named twice');
  for (const [path, leaf] of allLeaves()) {
    const error = leafError(leaf, fields.leaves[path] ?? '');
    check(path, error !== undefined, error ?? '');
  }
  return errors;
}

export function nameTaken(name: string): string {
  return `There is a group ${visibleName(name)} already. Give the new one another name, or open that one and change it.`;
}

export function leafValue(leaf: Leaf, text: string): unknown {
  return leaf.kind === 'number' ? Number(text) : leaf.kind === 'boolean' ? text === 'true' : text;
}

export function bridgeOf(bridge: BridgeFields): Json {
  return {
    'node-id': bridge.nodeId, priority: Number(bridge.priority), 'uplink-port': bridge.uplink,
    'trunk-port': list(bridge.trunks), 'peer-port': bridge.peer,
  };
}

/** The group as RESTCONF takes it. What has its default is left out, so that the call stays short. */
export function groupOf(fields: GroupFields): Json {
  const group: Json = { name: fields.name };
  if (!fields.enabled) {
    group.enabled = false;
  }
  group.bridge = fields.bridges.map(bridgeOf);
  for (const section of SECTIONS) {
    const content: Json = {};
    if (section.name === 'upstream-monitor' && list(fields.targets).length > 0) {
      content.target = list(fields.targets).map((address) => ({ 'ip-address': address }));
    }
    for (const leaf of section.leaves) {
      const value = leafValue(leaf, fields.leaves[`${section.name}/${leaf.name}`] ?? '');
      if (value !== leaf.default) {
        content[leaf.name] = value;
      }
    }
    if (Object.keys(content).length > 0) {
      group[section.name] = content;
    }
  }
  return group;
}

function samePorts(before: BridgeFields, after: BridgeFields): boolean {
  const [was, will] = [list(before.trunks), list(after.trunks)];
  return before.nodeId === after.nodeId && before.uplink === after.uplink && before.peer === after.peer
    && was.every((trunk, index) => trunk === will[index]);
}

/**
 * What the change would do to the traffic: timers, priorities and one more trunk leave it as it is; other bridges or
 * ports can interrupt it, and a group that is switched off stops it.
 */
export function interruption(before: GroupFields, after: GroupFields): 'none' | 'moment' | 'stop' {
  if (before.enabled && !after.enabled) {
    return 'stop';
  }
  const same = before.bridges.every((bridge) => after.bridges.some((other) => samePorts(bridge, other)));
  return !before.enabled || same ? 'none' : 'moment';
}
