/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { Failover, GroupState, Observation } from './group-state';

/** How many round trips a sparkline shows, and how many takeovers the timeline offers. */
export const SAMPLES = 90;
export const TAKEOVERS = 20;

/** Takeovers between the same bridges are this far apart at least, in milliseconds: the bridges must be read in between. */
const SAME_TAKEOVER = 50;

export type Sample = number | null;

/**
 * What the controller does not keep: the round trips of the last minutes, and the takeovers before the last one. Both
 * begin with the page, and go with it.
 */
export class GroupHistory {
  private readonly series = new Map<string, { received: string | undefined; sent: string | undefined; samples: Sample[] }>();
  readonly takeovers: Failover[] = [];

  /** Takes up the present state of the group. */
  observe(group: GroupState): void {
    for (const bridge of group.bridges.values()) {
      const { heartbeat, upstream, 'path-probe': path } = bridge.evidence ?? {};
      const id = bridge['node-id'];
      this.sample(`${id} heartbeat`, heartbeat);
      this.sample(`${id} outward`, path?.outward);
      this.sample(`${id} inward`, path?.inward);
      upstream?.target?.forEach((target) => this.sample(`${id} ${target['ip-address']}`, target));
    }
    this.takeover(group.lastFailover);
  }

  /** The samples of a series, the oldest first; null where an answer was missed. */
  samples(key: string): readonly Sample[] {
    return this.series.get(key)?.samples ?? [];
  }

  private sample(key: string, observation: Observation | undefined): void {
    if (observation === undefined) {
      return;
    }
    const known = this.series.get(key) ?? { received: undefined, sent: undefined, samples: [] };
    if (observation.received !== known.received && observation['round-trip-time'] !== undefined) {
      known.samples.push(observation['round-trip-time']);
    } else if (observation.sent !== known.sent && (observation['consecutive-misses'] ?? 0) > 0) {
      known.samples.push(null);
    }
    known.received = observation.received;
    known.sent = observation.sent;
    known.samples.splice(0, known.samples.length - SAMPLES);
    this.series.set(key, known);
  }

  private takeover(failover: Failover | undefined): void {
    if (failover?.['detected-at'] === undefined) {
      return;
    }
    const same = this.takeovers.findIndex((known) => sameTakeover(known, failover));
    if (same >= 0) {
      // the later phases of the same takeover
      this.takeovers[same] = failover;
    } else {
      this.takeovers.unshift(failover);
      this.takeovers.splice(TAKEOVERS);
    }
  }
}

// Microseconds apart it is the same: not every version of the controller keeps the time as it told it first.
function sameTakeover(one: Failover, other: Failover): boolean {
  return one.from === other.from && one.to === other.to && one.cause === other.cause
    && Math.abs(Date.parse(one['detected-at'] ?? '') - Date.parse(other['detected-at'] ?? '')) < SAME_TAKEOVER;
}
