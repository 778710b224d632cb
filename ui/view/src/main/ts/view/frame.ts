/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { css } from 'lit';

/** The frame of the page. */
export const frame = css`
  :host {
    display: block;
    /* The shell of DLUX takes a part of the window, so what counts is our own width. */
    container-type: inline-size;
    min-height: 100vh;
    background: var(--ground);
  }

  :host([embedded]) {
    min-height: calc(100vh - 60px);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 7px 14px;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }

  h1 {
    margin: 0;
    font-size: 15px;
    font-weight: 700;
    letter-spacing: 0.01em;
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 7px 14px;
    background: var(--warn-ground);
    color: var(--warn);
  }

  .banner button {
    color: var(--text);
  }

  .layout {
    display: grid;
    grid-template-columns: 190px minmax(0, 1fr);
    gap: 12px;
    padding: 12px 14px;
    max-width: 1560px;
    margin: 0 auto;
  }

  nav {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }

  nav button {
    display: grid;
    grid-template-columns: 18px minmax(0, 1fr);
    padding: 7px 10px;
    text-align: left;
    background: var(--surface);
  }

  nav button[aria-current='true'] {
    border-color: var(--accent);
    background: var(--accent-ground);
  }

  nav b {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  nav small {
    grid-column: 2;
    color: var(--quiet);
  }

  nav .add {
    display: block;
    text-align: center;
  }

  main {
    min-width: 0;
  }

  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    padding: 9px 12px;
  }

  .title h2 {
    font-size: 17px;
    overflow-wrap: anywhere;
  }

  .title .status {
    font-size: 13px;
    padding: 3px 11px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
  }

  .title p {
    flex-basis: 100%;
    margin: 0;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 22px;
    padding: 7px 12px;
    border-top: 1px solid var(--line);
    font-size: 12px;
    color: var(--quiet);
  }

  .facts b {
    color: var(--text);
    font-weight: 600;
  }

  [role='tablist'] {
    display: flex;
    gap: 2px;
    margin: 10px 0 0;
    border-bottom: 1px solid var(--line);
  }

  [role='tab'] {
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 4px 4px 0 0;
    background: none;
    padding: 5px 14px;
    color: var(--quiet);
  }

  [role='tab'][aria-selected='true'] {
    color: var(--text);
    border-bottom-color: var(--accent);
    font-weight: 600;
  }

  [role='tabpanel'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    margin-top: 12px;
  }

  .overview {
    display: grid;
    grid-template-columns: minmax(300px, 4fr) minmax(668px, 8fr);
    gap: 12px;
    align-items: start;
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-width: 0;
  }

  .stale {
    filter: saturate(0.25);
  }

  .notice {
    padding: 44px 20px;
    text-align: center;
  }

  .notice p {
    max-width: 52ch;
    margin: 6px auto 14px;
  }

  /* The groups above, so that the bridges have room beside the picture: in the shell of DLUX at 1280 pixels. */
  @container (max-width: 1240px) {
    .layout {
      grid-template-columns: minmax(0, 1fr);
      padding: 10px;
      gap: 10px;
    }

    nav {
      flex-direction: row;
      overflow-x: auto;
    }

    nav button {
      flex: 0 0 auto;
      min-width: 130px;
    }
  }

  @container (max-width: 1000px) {
    .overview {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container (max-width: 560px) {
    .bar,
    .layout {
      padding-inline: 8px;
    }

    .bar {
      gap: 6px 8px;
    }

    .bar .user,
    .bar .word {
      display: none;
    }

    .actions {
      flex-basis: 100%;
    }

    .actions button {
      flex: 1 0 auto;
    }
  }
`;
