/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

type Json = Record<string, unknown>;

function probe(state: string, rtt: number): Json {
  return {
    state, sent: '40', received: '40', 'consecutive-misses': 0, 'last-received': new Date().toISOString(), age: 10,
    'round-trip-time': rtt, 'round-trip-time-high': rtt * 4,
  };
}

export function bridge(number: number, role: string): Json {
  const forwards = role === 'primary';
  return {
    'node-id': `openflow:${number}`, role, healthy: true, maintenance: false, gate: forwards ? 'open' : 'closed', synchronization: 'synchronized',
    evidence: {
      heartbeat: probe('up', 900),
      channel: { state: 'up', 'last-change': new Date().toISOString(), inquiry: 'none' },
      port: ['uplink', 'trunk', 'peer'].map((usage, index) => ({ name: usage, usage, number: index + 1, state: 'up', 'last-change': new Date(Date.now() - 300_000).toISOString() })),
      upstream: { state: 'up', target: [{ 'ip-address': '192.0.2.1', ...probe('up', 1200) }] },
      'path-probe': { state: forwards ? 'up' : 'unknown', proof: forwards ? 'forwards' : 'unproven', outward: probe('up', 1500), inward: probe('up', 1400) },
    },
    counters: { 'packets-in': '1200', 'announcements-sent': '50', 'requests-failed': '0', 'malformed-frames': '0' },
  };
}

export function hosts(number: number): Json[] {
  return Array.from({ length: number }, (_, index) => ({
    'vlan-id': index % 4 === 0 ? 10 : 0,
    mac: `02:00:00:${[16, 8, 0].map((shift) => ((index >> shift) & 255).toString(16).padStart(2, '0')).join(':')}`,
    'ip-address': [`10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`],
    'trunk-port': 1 + (index % 2), 'first-seen': '2026-11-26T08:00:00.000Z', 'last-seen': new Date().toISOString(), moves: 0,
  }));
}

export const FAILOVER: Json = {
  cause: 'bridge-lost', detail: 'openflow:2 answers neither heartbeats nor the controller', from: 'openflow:2', to: 'openflow:1',
  'detected-at': '2026-11-26T09:00:00.000000Z', 'suspected-before': '29510', 'gate-open': '3617', 'first-announcement': '3700',
  'last-announcement': '805033', 'hosts-announced': 10,
};

export function group(name: string, hostCount: number): Json {
  return {
    name, status: 'protected', 'status-reason': '', primary: 'openflow:1', verdict: 'keep',
    bridge: [bridge(1, 'primary'), bridge(2, 'secondary')],
    host: hosts(hostCount), 'last-failover': FAILOVER,
    event: [
      { id: '1', severity: 'info', time: '2026-11-26T08:59:00.000Z', text: 'openflow:1 connected' },
      { id: '2', severity: 'critical', time: '2026-11-26T09:00:00.000Z', text: 'openflow:1 forwards now: bridge lost' },
      { id: '3', severity: 'warning', time: '2026-11-26T09:00:03.000Z', text: 'openflow:2 lost its OpenFlow connection' },
    ],
    statistics: { failovers: 1, hosts: hostCount, 'remote-hosts': 0, 'max-lateness': '25013', 'high-lateness': '3693', 'late-ticks': '0' },
  };
}

export function configuration(name: string): Json {
  return {
    name,
    bridge: [1, 2].map((number) => ({
      'node-id': `openflow:${number}`, priority: number, 'uplink-port': 'uplink', 'trunk-port': ['trunk'], 'peer-port': 'peer',
    })),
  };
}
