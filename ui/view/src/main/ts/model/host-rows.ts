/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { GroupState, Host } from './group-state';
import { visible } from './visible-text';

/** A row of the table of hosts. */
export interface HostRow {
  key: string;
  mac: string;
  addresses: string[];
  vlan: number;
  /** Place of the trunk, counted from 1; undefined for a remote host. */
  trunk: number | undefined;
  place: 'local' | 'remote';
  firstSeen: string;
  lastSeen: string;
  moves: number;
}

export type Column = 'mac' | 'addresses' | 'vlan' | 'trunk' | 'place' | 'lastSeen' | 'firstSeen' | 'moves';

export interface Order {
  column: Column;
  descending: boolean;
}

export function hostRows(group: GroupState): HostRow[] {
  const rows: HostRow[] = [];
  group.hosts.forEach((host, key) => rows.push(row(key, host, 'local')));
  group.remoteHosts.forEach((host, key) => rows.push(row(`r ${key}`, host, 'remote')));
  return rows;
}

function row(key: string, host: Host, place: HostRow['place']): HostRow {
  return {
    key, mac: host.mac, addresses: host['ip-address'] ?? [], vlan: host['vlan-id'], trunk: host['trunk-port'], place,
    firstSeen: host['first-seen'] ?? '', lastSeen: host['last-seen'] ?? '', moves: host.moves ?? 0,
  };
}

/**
 * Whether a row fits a search: all words must. `vlan:10`, `trunk:2`, `mac:..`, `ip:..`, `local` and `remote` ask for one
 * column; any other word is looked for in the MAC and the IP addresses. A MAC may be written without its colons.
 */
export function matcher(search: string): (row: HostRow) => boolean {
  const tests = search.toLowerCase().split(/\s+/).filter((word) => word !== '').map((word) => {
    const [, column, value = ''] = /^(vlan|trunk|mac|ip):(.*)$/.exec(word) ?? [];
    const bare = (column === undefined ? word : value).replace(/[:.-]/g, '');
    const inMac = (row: HostRow) => bare !== '' && row.mac.replaceAll(':', '').includes(bare);
    const inAddress = (text: string) => (row: HostRow) => row.addresses.some((address) => address.includes(text));
    switch (column) {
      case 'vlan': return (row: HostRow) => String(row.vlan) === value;
      case 'trunk': return (row: HostRow) => String(row.trunk ?? '') === value;
      case 'mac': return inMac;
      case 'ip': return inAddress(value);
      default:
        if (word === 'local' || word === 'remote') {
          return (row: HostRow) => row.place === word;
        }
        return (row: HostRow) => inMac(row) || inAddress(word)(row);
    }
  });
  return (row) => tests.every((test) => test(row));
}

const collator = new Intl.Collator('en', { numeric: true });

// IPv4 addresses by their numbers, others by their text; those without any come last.
function addressKey(row: HostRow): string {
  const first = row.addresses[0];
  return first === undefined ? '\uffff' : first.split('.').map((part) => part.padStart(3, '0')).join('.');
}

export function sorted(rows: readonly HostRow[], { column, descending }: Order): HostRow[] {
  const sign = descending ? -1 : 1;
  const compare = (a: HostRow, b: HostRow): number => {
    switch (column) {
      case 'vlan':
      case 'moves': return a[column] - b[column];
      case 'trunk': return (a.trunk ?? 99) - (b.trunk ?? 99);
      case 'addresses': return compareText(addressKey(a), addressKey(b));
      case 'lastSeen':
      case 'firstSeen': return compareText(a[column], b[column]);
      default: return compareText(a[column], b[column]);
    }
  };
  return [...rows].sort((a, b) => sign * compare(a, b) || collator.compare(a.key, b.key));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows as CSV (RFC 4180), with a header. A row is one line, and no cell can be taken for a formula by a spreadsheet. */
export function csv(rows: readonly HostRow[]): string {
  const head = ['mac', 'ip-addresses', 'vlan-id', 'place', 'trunk-port', 'first-seen', 'last-seen', 'moves'];
  const cells = rows.map((row) => [row.mac, row.addresses.join(' '), row.vlan, row.place, row.trunk ?? '', row.firstSeen, row.lastSeen, row.moves]);
  return [head, ...cells].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** One value: control characters are escaped, so that it is one line and none of them can hide what a cell begins with. */
export function cell(value: string | number): string {
  const text = visible(String(value));
  const plain = /^[=+@\uff1d\uff0b\uff20\uff0d-]/.test(text.trimStart()) ? `'${text}` : text;
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
