/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

/** A duration in microseconds, with the unit that suits it. */
export function micros(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) {
    return '–';
  }
  if (value < 1000) {
    return `${value} µs`;
  }
  if (value < 1_000_000) {
    return `${trim(value / 1000)} ms`;
  }
  return `${trim(value / 1_000_000)} s`;
}

/** The same for a round number, as of a scale: without zeros behind the point. */
export function roundMicros(value: number): string {
  return value === 0 ? '0' : micros(value).replace(/(\.\d*?)0+(?= )/, '$1').replace('. ', ' ');
}

/** An age in milliseconds, coarser the older it is. */
export function age(millis: number | undefined): string {
  if (millis === undefined || Number.isNaN(millis)) {
    return '–';
  }
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 7200) {
    return `${Math.round(seconds / 60)} min`;
  }
  if (seconds < 172_800) {
    return `${Math.round(seconds / 3600)} h`;
  }
  return `${Math.round(seconds / 86_400)} d`;
}

/** A time of day with milliseconds, and the date before it unless it is today's. */
export function time(text: string | undefined, now = new Date()): string {
  const at = text === undefined ? NaN : Date.parse(text);
  if (Number.isNaN(at)) {
    return '–';
  }
  const when = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}`
    + `.${String(when.getMilliseconds()).padStart(3, '0')}`;
  return when.toDateString() === now.toDateString() ? clock
    : `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())} ${clock}`;
}

/** A whole number with thin spaces between the thousands. */
export function count(value: number | string | undefined): string {
  return value === undefined ? '–' : String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

function trim(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
