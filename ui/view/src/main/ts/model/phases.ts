/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { Failover } from './group-state';

/** A phase of a takeover, in microseconds from the first sign of the loss. */
export interface Phase {
  id: string;
  name: string;
  at: number;
}

/**
 * The phases of a takeover in the order of their times. All but the first are published as counted from the decision;
 * here they count from the first sign, so that they are what a user waited.
 */
export function phases(failover: Failover): Phase[] {
  const suspected = Number(failover['suspected-before'] ?? 0);
  const after = (value: string | undefined) => (value === undefined ? undefined : suspected + Number(value));
  const all: [string, string, number | undefined][] = [
    ['suspected', 'first sign', 0],
    ['decided', 'decided', suspected],
    ['fenced', 'old gate closed', after(failover.fenced)],
    ['gate', 'new gate open', after(failover['gate-open'])],
    ['first-announcement', 'first announcement', after(failover['first-announcement'])],
    ['last-announcement', 'last announcement', after(failover['last-announcement'])],
  ];
  return all.filter((entry): entry is [string, string, number] => entry[2] !== undefined)
    .map(([id, name, at]) => ({ id, name, at }))
    .sort((a, b) => a.at - b.at);
}

/** A round number of microseconds not below `span / parts`: the distance between two marks of a scale. */
export function scaleStep(span: number, parts: number): number {
  const least = Math.max(1, span / parts);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? least;
}
