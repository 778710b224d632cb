/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { css } from 'lit';

/** The colours and sizes of the page, light and dark. Every text colour has a contrast of 4.5 or more on its grounds. */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --ground: light-dark(#eef1f4, #12161b);
    --surface: light-dark(#ffffff, #1a2027);
    --raised: light-dark(#f6f8fa, #222a33);
    --line: light-dark(#d3dae1, #323c47);
    --text: light-dark(#17202a, #e4e9ee);
    --quiet: light-dark(#4e5b68, #a3b0bd);
    --accent: light-dark(#0b5cad, #6cb2f5);
    --on-accent: light-dark(#ffffff, #0d1722);
    --good: light-dark(#17703c, #56c78a);
    --warn: light-dark(#8a5300, #e9b04d);
    --bad: light-dark(#b3261e, #ff8a80);
    --good-ground: light-dark(#e2f3e8, #173426);
    --warn-ground: light-dark(#fdf0d5, #3a2d12);
    --bad-ground: light-dark(#fce4e2, #431d1b);
    --accent-ground: light-dark(#e1eefb, #16304a);
    --flow: light-dark(#0b5cad, #6cb2f5);
    font: 13px/1.45 'Inter', 'Segoe UI', 'Noto Sans', 'DejaVu Sans', system-ui, sans-serif;
    color: var(--text);
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }
`;

/** What the parts of the page have in common. */
export const shared = css`
  :host {
    display: block;
  }

  * {
    box-sizing: border-box;
  }

  h2,
  h3 {
    margin: 0;
    font-size: 13px;
    font-weight: 600;
  }

  .panel {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 6px;
  }

  .panel > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    min-height: 38px;
    padding: 5px 12px;
    border-bottom: 1px solid var(--line);
  }

  .panel > .body {
    padding: 10px 12px;
  }

  .spring {
    flex: 1;
  }

  .quiet {
    color: var(--quiet);
  }

  .number,
  .mono {
    font-family: 'JetBrains Mono', 'DejaVu Sans Mono', ui-monospace, monospace;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .number {
    text-align: right;
  }

  th.number,
  .head .number {
    font: inherit;
    font-size: 12px;
    font-weight: 600;
  }

  .tag {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px;
    border-radius: 10px;
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
    color: var(--quiet);
    background: var(--raised);
  }

  .good {
    color: var(--good);
  }

  .warn {
    color: var(--warn);
  }

  .bad {
    color: var(--bad);
  }

  .tag.good {
    background: var(--good-ground);
  }

  .tag.warn {
    background: var(--warn-ground);
  }

  .tag.bad {
    background: var(--bad-ground);
  }

  .tag.info {
    color: var(--accent);
    background: var(--accent-ground);
  }

  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }

  button {
    min-height: 28px;
    padding: 3px 12px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--surface);
    cursor: pointer;
  }

  button:hover:not(:disabled) {
    background: var(--raised);
    border-color: var(--quiet);
  }

  button.primary {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }

  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 85%, var(--text));
  }

  button.danger {
    color: var(--bad);
    border-color: var(--bad);
  }

  button:disabled {
    color: var(--quiet);
    cursor: not-allowed;
    opacity: 0.7;
  }

  input[type='text'],
  input[type='search'],
  input[type='password'],
  input[type='number'],
  select {
    min-height: 28px;
    padding: 3px 8px;
    border: 1px solid light-dark(#8895a2, #5f6d7b);
    border-radius: 4px;
    background: var(--surface);
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th {
    padding: 4px 8px;
    text-align: left;
    font-size: 12px;
    font-weight: 600;
    color: var(--quiet);
    border-bottom: 1px solid var(--line);
  }

  td {
    padding: 3px 8px;
    border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
    vertical-align: middle;
  }

  tr:last-child > td {
    border-bottom: 0;
  }

  .empty {
    padding: 24px 12px;
    text-align: center;
    color: var(--quiet);
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
