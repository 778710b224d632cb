/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

// The operational state of bridge-failover, named as RESTCONF's JSON names it. Every part may be missing: a group that
// was just configured, or refused, has published little. Counters of 64 bits are strings in RFC 7951.

export type Status = 'initializing' | 'protected' | 'unprotected' | 'failing-over' | 'down';
export type EvidenceState = 'up' | 'down' | 'unknown';
export type Role = 'primary' | 'secondary' | 'unknown';
export type Severity = 'info' | 'warning' | 'critical';

/** What one series of requests and answers says. */
export interface Observation {
  state?: EvidenceState;
  'consecutive-misses'?: number;
  sent?: string;
  received?: string;
  'last-received'?: string;
  age?: number;
  'round-trip-time'?: number;
  'round-trip-time-high'?: number;
}

export interface PortState {
  name: string;
  usage?: 'uplink' | 'trunk' | 'peer';
  number?: number;
  state?: EvidenceState;
  'last-change'?: string;
}

export interface UpstreamTarget extends Observation {
  'ip-address': string;
}

export interface Evidence {
  heartbeat?: Observation;
  channel?: { state?: EvidenceState; 'last-change'?: string; inquiry?: string };
  port?: PortState[];
  upstream?: { state?: EvidenceState; target?: UpstreamTarget[] };
  'path-probe'?: { state?: EvidenceState; proof?: string; outward?: Observation; inward?: Observation };
}

export interface BridgeState {
  'node-id': string;
  role?: Role;
  healthy?: boolean;
  maintenance?: boolean;
  gate?: 'open' | 'closed' | 'changing' | 'unknown';
  synchronization?: 'pending' | 'synchronized' | 'failed';
  error?: string;
  evidence?: Evidence;
  'announcement-groups'?: { hosts?: number; problem?: string };
  counters?: Record<string, string>;
}

export interface Host {
  'vlan-id': number;
  mac: string;
  'ip-address'?: string[];
  'trunk-port'?: number;
  'first-seen'?: string;
  'last-seen'?: string;
  moves?: number;
}

export interface Failover {
  cause?: string;
  detail?: string;
  from?: string;
  to?: string;
  'detected-at'?: string;
  'suspected-before'?: string;
  fenced?: string;
  'gate-open'?: string;
  'first-announcement'?: string;
  'last-announcement'?: string;
  'hosts-announced'?: number;
}

export interface GroupEvent {
  id: string;
  time?: string;
  severity?: Severity;
  text?: string;
}

export interface Statistics {
  failovers?: number;
  hosts?: number;
  'remote-hosts'?: number;
  'late-ticks'?: string;
  'max-lateness'?: string;
  'high-lateness'?: string;
  'recent-failovers'?: number;
  'hold-down-remaining'?: number;
}

/** One group, with its lists as maps, for changes come entry by entry. */
export class GroupState {
  status: Status | undefined;
  reason = '';
  primary: string | undefined;
  verdict: string | undefined;
  readonly bridges = new Map<string, BridgeState>();
  readonly hosts = new Map<string, Host>();
  readonly remoteHosts = new Map<string, Host>();
  readonly events = new Map<string, GroupEvent>();
  lastFailover: Failover | undefined;
  statistics: Statistics = {};
  /** Grows with every change of the hosts, so that who sorts and filters them knows when to do so anew. */
  hostsVersion = 0;

  constructor(readonly name: string) {}

  /** The bridges in a steady order, whatever order they were published in. */
  orderedBridges(): BridgeState[] {
    return [...this.bridges.values()].sort((a, b) => a['node-id'].localeCompare(b['node-id'], 'en', { numeric: true }));
  }

  /** The newest first. */
  orderedEvents(): GroupEvent[] {
    return [...this.events.values()].sort((a, b) => Number(b.id) - Number(a.id));
  }
}
