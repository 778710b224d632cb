/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { css, html, nothing } from 'lit';
import type { Change } from '../model/group-changes';
import { visible } from '../model/visible-text';

export const metChangesStyles = css`
  .met {
    margin: 0 0 10px;
    padding: 8px 10px;
    border-radius: 4px;
    background: var(--warn-ground);
  }

  .met p {
    margin: 0 0 6px;
  }

  .met table {
    margin-bottom: 8px;
    background: var(--surface);
    border-radius: 4px;
  }

  .met td {
    min-width: calc(5ch + 16px);
    overflow-wrap: anywhere;
  }

  .met tbody tr:last-child > th {
    border-bottom: 0;
  }

  .met .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
  }
`;

function value(text: string): string {
  return text === '' ? 'none' : visible(text);
}

/** One change in words: heartbeat/interval from 1000 to 200. */
export function changeInWords(change: Change): string {
  return `${visible(change.title)} from ${value(change.was)} to ${value(change.now)}`;
}

/**
 * What somebody else has changed while the user was editing the same part, and what can be done.
 *
 * @param typed what stands in the form, by field
 */
export function metChanges(changes: readonly Change[], typed: ReadonlyMap<string, string>, take: () => void, writeOver: () => void) {
  const [met, kept] = [changes.filter((change) => change.conflicts), changes.filter((change) => !change.conflicts)];
  return html`<div class="met">
    <div role="alert"><p><b>! Not saved: this configuration was changed meanwhile</b>, by another user, another tab or a program. What you typed still
      stands in the form.</p></div>
    ${met.length === 0 ? nothing : html`<table>
      <thead><tr><th scope="col">Field</th><th scope="col">Was</th><th scope="col">Is now</th><th scope="col">In your form</th></tr></thead>
      <tbody>${met.map((change) => html`<tr><th scope="row">${visible(change.title)}</th><td class="mono">${value(change.was)}</td>
        <td class="mono">${value(change.now)}</td><td class="mono">${value(typed.get(change.path) ?? '')}</td></tr>`)}</tbody>
    </table>`}
    ${kept.length === 0 ? nothing : html`<p>Changed as well, and kept in any case: ${kept.map(changeInWords).join('; ')}.</p>`}
    <div class="buttons">
      <button type="button" @click=${take}>Take the new values into the form</button>
      <button type="button" class="danger" @click=${writeOver}>Save what is in your form over them</button>
    </div></div>`;
}
