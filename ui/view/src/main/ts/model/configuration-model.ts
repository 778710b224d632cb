/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

// The configuration of a group as bridge-failover.yang has it: names, ranges, units, defaults. A test reads the model
// and compares.

export type Leaf =
  | { name: string; kind: 'number'; ranges: [number, number][]; units?: string; default: number; help: string }
  | { name: string; kind: 'choice'; values: string[]; default: string; help: string }
  | { name: string; kind: 'boolean'; default: boolean; help: string };

export interface Section {
  name: string;
  title: string;
  leaves: Leaf[];
}

function number(name: string, ranges: [number, number][], value: number, units: string | undefined, help: string): Leaf {
  return { name, kind: 'number', ranges, default: value, help, ...(units === undefined ? {} : { units }) };
}

const MS = 'milliseconds';
const UINT16: [number, number][] = [[0, 65535]];
const UINT32: [number, number][] = [[0, 4294967295]];

export const SECTIONS: Section[] = [
  {
    name: 'heartbeat', title: 'Heartbeat', leaves: [
      number('interval', [[10, 60000]], 1000, MS, 'Time between two requests'),
      number('multiplier', [[2, 255]], 3, undefined, 'Consecutive misses that mean loss'),
      number('confirm-interval', [[0, 0], [5, 1000]], 20, MS, 'Spacing of the checks that confirm a suspicion; 0: off'),
    ],
  },
  {
    name: 'path-probe', title: 'Path probe', leaves: [
      { name: 'enabled', kind: 'boolean', default: true, help: 'A frame that the secondary sends through the primary to itself' },
      number('interval', [[10, 60000]], 1000, MS, 'Time between two probes'),
      number('multiplier', [[2, 255]], 3, undefined, 'Consecutive misses that mean loss'),
    ],
  },
  {
    name: 'upstream-monitor', title: 'Upstream monitor', leaves: [
      number('interval', [[10, 60000]], 1000, MS, 'Time between two probes of a target'),
      number('multiplier', [[2, 255]], 3, undefined, 'Consecutive misses that mean loss'),
      { name: 'policy', kind: 'choice', values: ['any', 'all'], default: 'any', help: 'Up while any target answers, or all' },
    ],
  },
  {
    name: 'announcement', title: 'Announcement', leaves: [
      { name: 'method', kind: 'choice', values: ['rarp', 'garp', 'both', 'none'], default: 'rarp', help: 'What is sent after a takeover' },
      number('rounds', [[1, 20]], 5, undefined, 'How often every host is announced'),
      number('initial-delay', UINT16, 50, MS, 'Between the first round and the second'),
      number('step', UINT16, 100, MS, 'Added to the delay after every further round'),
      number('max-delay', UINT16, 550, MS, 'Bound of the delay between two rounds'),
      number('rate-limit', UINT32, 0, 'frames per second', 'Of the later rounds on one uplink; 0: none'),
      number('refresh-interval', UINT32, 0, 'seconds', 'Between periodic announcements; 0: none'),
      { name: 'remote-hosts', kind: 'boolean', default: false, help: 'Also announce remote MACs on the trunks' },
    ],
  },
  {
    name: 'failback', title: 'Failback', leaves: [
      { name: 'mode', kind: 'choice', values: ['manual', 'automatic'], default: 'automatic', help: 'Who returns the role to the preferred bridge' },
      number('hold-time', UINT16, 60, 'seconds', 'How long it must have been healthy first'),
    ],
  },
  {
    name: 'damping', title: 'Damping', leaves: [
      number('max-failovers', [[1, 255]], 5, undefined, 'Failovers within the window that start a hold-down'),
      number('window', [[1, 65535]], 300, 'seconds', 'Time over which they are counted'),
      number('hold-down', UINT16, 300, 'seconds', 'How long no failback follows then'),
    ],
  },
  {
    name: 'replication', title: 'Replication', leaves: [
      number('interval', [[0, 60000]], 5000, MS, 'Between updates of the secondary; 0: at once'),
    ],
  },
  {
    name: 'learning', title: 'Learning', leaves: [
      number('aging-time', UINT32, 3600, 'seconds', 'Time without use after which a host goes; 0: never'),
      number('max-hosts', [[1, 1000000]], 65536, undefined, 'Bound of the number of hosts'),
      number('punt-rate', [[1, 1000000]], 1000, 'packets per second', 'Frames copied to the controller, per bridge'),
    ],
  },
];
