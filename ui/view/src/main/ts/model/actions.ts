/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { RestconfError } from '../restconf/client';
import { plural } from './format';
import type { GroupState } from './group-state';
import { isReached } from './marks';
import { visibleName } from './visible-text';

export type Action =
  | { kind: 'switchover' }
  | { kind: 'announce' }
  | { kind: 'clear-hosts'; mac?: string; vlan?: number }
  | { kind: 'maintenance'; bridge: string; enabled: boolean }
  | { kind: 'remove-group' };

/** What the user is asked before something is done. */
export interface Question {
  title: string;
  /** What will happen, sentence by sentence. */
  consequences: string[];
  /** What speaks against it now. */
  warnings: string[];
  confirm: string;
  dangerous: boolean;
}

/** The same as a call of RESTCONF. */
export interface Call {
  operation: string;
  input: Record<string, unknown>;
}

function others(group: GroupState, bridge: string | undefined): string {
  return group.orderedBridges().find((entry) => entry['node-id'] !== bridge)?.['node-id'] ?? 'the other bridge';
}

export function question(action: Action, group: GroupState): Question {
  const primary = group.primary;
  const other = others(group, primary);
  const hosts = plural(group.statistics.hosts ?? group.hosts.size, 'local host');
  const warnings: string[] = [];
  const unsafe = group.status === 'unprotected' || group.status === 'down';
  if (unsafe && (action.kind === 'switchover' || (action.kind === 'maintenance' && action.enabled))) {
    warnings.push(`The group is ${group.status}: ${group.reason || 'no reason is given'}.`);
  }
  const takesOver = action.kind === 'maintenance' ? others(group, action.bridge) : other;
  const successor = group.bridges.get(takesOver);
  const moves = action.kind === 'switchover' || (action.kind === 'maintenance' && action.enabled && action.bridge === primary);
  if (moves && successor !== undefined && !isReached(successor)) {
    warnings.unshift(`${takesOver} is not connected, so the controller will refuse this.`);
  }
  switch (action.kind) {
    case 'switchover':
      return {
        title: `Switch over to ${other}?`,
        consequences: [
          `${primary ?? 'The present primary'} closes its gate, then ${other} opens its own: traffic stops for some milliseconds.`,
          `${hosts} are announced on the uplink of ${other}.`,
          'With automatic failback the role returns to the preferred bridge after the hold time.',
        ],
        warnings, confirm: 'Switch over', dangerous: false,
      };
    case 'announce':
      return {
        title: 'Announce all local hosts?',
        consequences: [`${hosts} are announced on the uplink of ${primary ?? 'the primary'}, in several rounds. Traffic is not interrupted.`],
        warnings: primary === undefined ? ['No bridge forwards, so nothing can be announced.'] : [],
        confirm: 'Announce', dangerous: false,
      };
    case 'clear-hosts':
      return {
        title: action.mac === undefined ? 'Forget all hosts?' : `Forget the host ${action.mac}?`,
        consequences: action.mac === undefined
          ? [`${hosts} and all remote ones leave the table, and their flows leave both bridges.`,
            'Until a host speaks again its frames are flooded, and a takeover does not announce it.']
          : ['It leaves the table and both bridges until it speaks again, and a takeover does not announce it until then.'],
        warnings: [], confirm: 'Forget', dangerous: true,
      };
    case 'maintenance': {
      const forwards = action.bridge === primary;
      return action.enabled ? {
        title: `Take ${action.bridge} out of service?`,
        consequences: [
          forwards ? `It forwards now: ${takesOver} takes over first, and traffic stops for some milliseconds.`
            : 'It stands by now: traffic is not interrupted.',
          'It does not take over until it is put back into service: meanwhile the group is not protected.',
        ],
        warnings, confirm: 'Take out of service', dangerous: true,
      } : {
        title: `Put ${action.bridge} back into service?`,
        consequences: ['It stands by again. With automatic failback the preferred bridge gets the role after the hold time.'],
        warnings: [], confirm: 'Put into service', dangerous: false,
      };
    }
    case 'remove-group':
      return {
        title: `Remove the group ${visibleName(group.name)}?`,
        consequences: ['Its flows leave both bridges: neither forwards then, and all its hosts are cut off.',
          'Its configuration, its table of hosts and its events are deleted.'],
        warnings: group.status === 'down' ? [] : ['It forwards traffic now.'], confirm: 'Remove', dangerous: true,
      };
  }
}

/** The call that does it; undefined for what is not an operation. */
export function call(action: Action, group: string, reason: string): Call | undefined {
  switch (action.kind) {
    case 'switchover':
      return { operation: 'bridge-failover:switchover', input: { group, ...(reason === '' ? {} : { reason }) } };
    case 'announce':
      return { operation: 'bridge-failover:announce', input: { group } };
    case 'clear-hosts':
      return {
        operation: 'bridge-failover:clear-hosts',
        input: { group, ...(action.mac === undefined ? {} : { mac: action.mac, 'vlan-id': action.vlan ?? 0 }) },
      };
    case 'maintenance':
      return { operation: 'bridge-failover:set-maintenance', input: { group, 'node-id': action.bridge, enabled: action.enabled } };
    case 'remove-group':
      return undefined;
  }
}

/** What came of it, in words. */
export function outcome(action: Action, output: Record<string, unknown>): string {
  switch (action.kind) {
    case 'switchover':
      return 'The role has moved.';
    case 'announce':
      return `${plural(Number(output.hosts ?? 0), 'host')} ${Number(output.hosts) === 1 ? 'is' : 'are'} being announced.`;
    case 'clear-hosts':
      return `${plural(Number(output.cleared ?? 0), 'host')} forgotten.`;
    case 'maintenance':
      return action.enabled ? `${action.bridge} is out of service.` : `${action.bridge} is in service.`;
    case 'remove-group':
      return 'The group is removed.';
  }
}

/** An error in words that say what to do. */
export function failure(error: unknown): string {
  if (!(error instanceof RestconfError)) {
    return error instanceof Error ? error.message : String(error);
  }
  switch (error.status) {
    case 0:
      return 'The controller does not answer. Whether it did what was asked shows when the connection is back.';
    case 401:
      return 'The controller no longer accepts this name and password. Sign in again.';
    case 403:
      return 'This account may look, but not change anything. Sign in with one that may.';
    default:
      return error.tag === '' ? error.message : `${error.message} (${error.tag})`;
  }
}
