/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { BridgeState, EvidenceState, GroupState } from './group-state';
import { bridgeMark, isReached } from './marks';

/** A box of the picture. */
export interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  title: string;
  lines: string[];
  /** Impaired: it answers, but could not take all of its part. */
  state: EvidenceState | 'impaired' | 'neutral';
  active: boolean;
}

/** A line between two boxes, from end to end. */
export interface Link {
  id: string;
  from: [number, number];
  to: [number, number];
  label: string;
  labelAt: [number, number];
  anchor: 'start' | 'middle' | 'end';
  state: EvidenceState;
  /** Whether the traffic takes this way now. */
  active: boolean;
}

export interface Picture {
  width: number;
  height: number;
  boxes: Box[];
  links: Link[];
  /** The same for those who cannot see it. */
  description: string;
}

const HEIGHT = 424;
const ROWS = { hosts: 4, hypervisor: 76, bridge: 158, physical: 300, core: 384 };
const BRIDGE_HEIGHT = 84;
/** A longer name of a port, of up to 64 characters, would reach into that of the other bridge. */
const LABEL_LETTERS = { narrow: 10, wide: 15 };

function portState(bridge: BridgeState, usage: 'uplink' | 'trunk' | 'peer'): EvidenceState {
  if (!isReached(bridge)) {
    // what it said of its ports was before it went
    return 'unknown';
  }
  const states = (bridge.evidence?.port ?? []).filter((port) => port.usage === usage).map((port) => port.state ?? 'unknown');
  // trunks: one that is up carries the traffic
  return states.includes('up') ? 'up' : states.includes('down') ? 'down' : 'unknown';
}

function portLabel(bridge: BridgeState, usage: 'uplink' | 'trunk' | 'peer', letters: number): string {
  const ports = (bridge.evidence?.port ?? []).filter((port) => port.usage === usage);
  if (ports.length <= 1) {
    const name = ports[0]?.name ?? usage;
    return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
  }
  return `${ports.length} trunks, ${ports.filter((port) => port.state === 'up').length} up`;
}

/** What the two ends of the peer link, and the heartbeats over it, say of it. */
function peerState(bridges: BridgeState[]): EvidenceState {
  const signs = bridges.flatMap((bridge) => [portState(bridge, 'peer'), bridge.evidence?.heartbeat?.state ?? 'unknown']);
  return signs.includes('down') ? 'down' : signs.includes('up') ? 'up' : 'unknown';
}

const BRIDGE_STATES = { good: 'up', warn: 'impaired', bad: 'down', info: 'unknown', quiet: 'unknown' } as const;

function bridgeLines(bridge: BridgeState): string[] {
  const channel = bridge.evidence?.channel?.state;
  const lines = [`gate ${bridge.gate ?? 'unknown'}`, channel === 'up' ? 'connected' : channel === 'down' ? 'not connected' : 'not seen yet'];
  if (bridge.maintenance === true) {
    lines[1] = 'maintenance';
  } else if (bridge.synchronization === 'failed') {
    lines[1] = 'refused its flows';
  }
  return lines;
}

/** Lays out the picture of a group on `width` pixels; what is drawn keeps its size. */
export function picture(group: GroupState, width: number): Picture {
  const bridges = group.orderedBridges().slice(0, 2);
  const narrow = width < 560;
  const letters = LABEL_LETTERS[narrow ? 'narrow' : 'wide'];
  const side = Math.min(narrow ? 118 : 190, width * 0.36);
  const centers = [Math.max(side / 2 + 4, width * 0.24), Math.min(width - side / 2 - 4, width * 0.76)];
  const wide = Math.min(width - 8, (centers[1] as number) - (centers[0] as number) + side);
  const left = (width - wide) / 2;
  const running = group.status !== 'down' && group.primary !== undefined;

  const hosts = group.statistics.hosts ?? group.hosts.size;
  const remote = group.statistics['remote-hosts'] ?? group.remoteHosts.size;
  const boxes: Box[] = [
    box('hosts', left, ROWS.hosts, wide, 32, `${hosts} local ${hosts === 1 ? 'host' : 'hosts'}`, running),
    box('hypervisor', left, ROWS.hypervisor, wide, 30, 'Hypervisor switch', running),
    box('core', left, ROWS.core, wide, 36, `Network core · ${remote} remote ${remote === 1 ? 'host' : 'hosts'} seen`, running),
  ];
  const links: Link[] = [
    link('hosts-hypervisor', [width / 2, 36], [width / 2, ROWS.hypervisor], '', [0, 0], 'middle', running ? 'up' : 'unknown', running),
  ];

  bridges.forEach((bridge, index) => {
    const x = centers[index] as number;
    const forwards = running && bridge['node-id'] === group.primary;
    const outer = index === 0 ? 'start' as const : 'end' as const;
    const beside = index === 0 ? x + 9 : x - 9;
    const upstream = bridge.evidence?.upstream?.state ?? 'unknown';
    boxes.push({
      id: bridge['node-id'], x: x - side / 2, y: ROWS.bridge, width: side, height: BRIDGE_HEIGHT, title: bridge['node-id'],
      lines: [bridge.role ?? 'unknown', ...bridgeLines(bridge)], state: BRIDGE_STATES[bridgeMark(bridge).tone], active: forwards,
    });
    boxes.push({
      id: `switch-${index}`, x: x - side / 2, y: ROWS.physical, width: side, height: 40, title: index === 0 ? 'Switch A' : 'Switch B',
      lines: [bridge.evidence?.upstream?.target?.length ? `upstream ${upstream}` : 'not watched'],
      state: bridge.evidence?.upstream?.target?.length ? upstream : 'neutral', active: forwards,
    });
    links.push(
      link(`trunk-${index}`, [x, ROWS.hypervisor + 30], [x, ROWS.bridge], portLabel(bridge, 'trunk', letters),
        [beside, ROWS.bridge - 14], outer, portState(bridge, 'trunk'), forwards),
      link(`uplink-${index}`, [x, ROWS.bridge + BRIDGE_HEIGHT], [x, ROWS.physical], portLabel(bridge, 'uplink', letters),
        [beside, ROWS.bridge + BRIDGE_HEIGHT + 34], outer, portState(bridge, 'uplink'), forwards),
      link(`core-${index}`, [x, ROWS.physical + 40], [x, ROWS.core], '', [0, 0], 'middle',
        upstream === 'down' ? 'down' : forwards || upstream === 'up' ? 'up' : 'unknown', forwards),
    );
  });
  if (bridges.length === 2) {
    const y = ROWS.bridge + BRIDGE_HEIGHT / 2;
    const [a, b] = [(centers[0] as number) + side / 2, (centers[1] as number) - side / 2];
    links.push(link('peer', [a, y], [b, y], narrow ? 'peer' : 'peer link', [(a + b) / 2, y - 8], 'middle', peerState(bridges), false));
  }
  return { width, height: HEIGHT, boxes, links, description: describe(group, bridges) };
}

function box(id: string, x: number, y: number, width: number, height: number, title: string, active: boolean): Box {
  return { id, x, y, width, height, title, lines: [], state: 'neutral', active };
}

function link(id: string, from: [number, number], to: [number, number], label: string, labelAt: [number, number],
    anchor: 'start' | 'middle' | 'end', state: EvidenceState, active: boolean): Link {
  return { id, from, to, label, labelAt, anchor, state, active };
}

function describe(group: GroupState, bridges: BridgeState[]): string {
  const path = group.primary === undefined || group.status === 'down' ? 'No bridge forwards.'
    : `Traffic goes through ${group.primary}.`;
  const parts = bridges.map((bridge) => `${bridge['node-id']}: ${bridge.role ?? 'unknown'}, ${bridgeMark(bridge).word}, `
    + `trunk ${portState(bridge, 'trunk')}, uplink ${portState(bridge, 'uplink')}.`);
  return [path, ...parts, `Peer link ${peerState(bridges)}.`].join(' ');
}
