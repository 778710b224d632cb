/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { BridgeState, EvidenceState, Severity, Status } from './group-state';

/** How something is marked: a class of the style sheet, and a sign, so that nothing is told by colour alone. */
export interface Mark {
  tone: 'good' | 'warn' | 'bad' | 'info' | 'quiet';
  sign: string;
  word: string;
}

const STATUS: Record<Status, Mark> = {
  protected: { tone: 'good', sign: '✓', word: 'protected' },
  unprotected: { tone: 'warn', sign: '!', word: 'unprotected' },
  'failing-over': { tone: 'info', sign: '⇄', word: 'failing over' },
  initializing: { tone: 'info', sign: '…', word: 'initializing' },
  down: { tone: 'bad', sign: '✕', word: 'down' },
};

const EVIDENCE: Record<EvidenceState, Mark> = {
  up: { tone: 'good', sign: '✓', word: 'up' },
  down: { tone: 'bad', sign: '✕', word: 'down' },
  unknown: { tone: 'quiet', sign: '?', word: 'unknown' },
};

const SEVERITY: Record<Severity, Mark> = {
  info: { tone: 'quiet', sign: '·', word: 'info' },
  warning: { tone: 'warn', sign: '!', word: 'warning' },
  critical: { tone: 'bad', sign: '✕', word: 'critical' },
};

export function statusMark(status: Status | undefined): Mark {
  return status === undefined ? { tone: 'quiet', sign: '?', word: 'no state yet' } : STATUS[status];
}

export function evidenceMark(state: EvidenceState | undefined): Mark {
  return EVIDENCE[state ?? 'unknown'];
}

/**
 * Tells a bridge that is gone from one that answers and is impaired: after a takeover the one that carries the traffic
 * is impaired, for it has lost its peer, and must not look like the one that died.
 */
export function bridgeMark(bridge: BridgeState): Mark {
  if (bridge.healthy === undefined) {
    return evidenceMark('unknown');
  }
  if (bridge.healthy) {
    return { tone: 'good', sign: '✓', word: 'healthy' };
  }
  return isReached(bridge) ? { tone: 'warn', sign: '!', word: 'impaired' } : { tone: 'bad', sign: '✕', word: 'not healthy' };
}

/** Whether what the controller knows of a bridge is of now, and not the last that it heard. */
export function isReached(bridge: BridgeState): boolean {
  return bridge.evidence?.channel?.state !== 'down';
}

export function severityMark(severity: Severity | undefined): Mark {
  return SEVERITY[severity ?? 'info'];
}

const MEANING: Record<Status, string> = {
  protected: 'One bridge forwards, and the other one would take over.',
  unprotected: 'One bridge forwards, but a failure now would not be survived.',
  'failing-over': 'The role is moving from one bridge to the other.',
  initializing: 'The bridges are being connected, read and programmed.',
  down: 'No bridge forwards: the hosts are cut off.',
};

export function meaning(status: Status | undefined): string {
  return status === undefined ? 'The group is configured; nothing has been published about it yet.' : MEANING[status];
}

const VERDICT: Record<string, string> = {
  none: 'There is no primary, or its gate is being opened again.',
  keep: 'The primary is well, or nothing speaks against it.',
  'peer-link-broken': 'The primary answers the barrier, but no heartbeats: the peer link is broken.',
  uncontrolled: 'The primary forwards, but does not answer the controller.',
  blind: 'The primary does not answer the controller, and nothing else is known of it.',
  uncertain: 'The primary is silent, but nothing proves that it does not forward.',
  stranded: 'The primary is lost, but the secondary cannot take over.',
  'port-down': 'The uplink or the last trunk of the primary is down: the role moves.',
  'bridge-lost': 'The primary is dead: the role moves.',
  'upstream-lost': 'The targets behind the uplink of the primary are lost, those of the secondary are not: the role moves.',
  'path-suspect': 'Only the path probes through the primary are lost.',
};

/** What the evidence about the primary means, in words. */
export function verdictMeaning(verdict: string | undefined): string {
  return VERDICT[verdict ?? 'none'] ?? '';
}

const CAUSE: Record<string, string> = {
  none: 'unknown cause',
  initial: 'first promotion',
  'bridge-lost': 'bridge lost',
  'port-down': 'port down',
  'upstream-lost': 'upstream lost',
  failback: 'failback',
  switchover: 'switchover',
  maintenance: 'maintenance',
  'both-forwarding': 'both forwarding',
  'takeover-failed': 'takeover failed',
};

export function causeWord(cause: string | undefined): string {
  return cause === undefined ? 'unknown cause' : CAUSE[cause] ?? cause;
}
