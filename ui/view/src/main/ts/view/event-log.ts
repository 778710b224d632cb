/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { time } from '../model/format';
import type { GroupEvent, Severity } from '../model/group-state';
import { severityMark } from '../model/marks';
import { shared } from './styles';

const SEVERITIES: Severity[] = ['critical', 'warning', 'info'];

/** The last 256 events of a group, by severity and by words. */
@customElement('event-log')
export class EventLog extends LitElement {
  static override styles = [shared, css`
    .scroll {
      max-height: 320px;
      overflow: auto;
    }

    label {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }

    td:first-child {
      white-space: nowrap;
      width: 1%;
    }

    td:nth-child(2) {
      width: 1%;
    }

    input[type='search'] {
      width: min(220px, 100%);
    }

    :host {
      container-type: inline-size;
    }

    /* No room for three columns: the text below time and severity. */
    @container (max-width: 560px) {
      thead {
        display: none;
      }

      tr {
        display: grid;
        grid-template-columns: auto 1fr;
        border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
      }

      td,
      td:first-child,
      td:nth-child(2) {
        width: auto;
        border-bottom: 0;
      }

      td:nth-child(3) {
        grid-column: 1 / -1;
        padding-top: 0;
      }
    }
  `];

  @property({ attribute: false }) events: readonly GroupEvent[] = [];
  @state() private shown: ReadonlySet<Severity> = new Set(SEVERITIES);
  @state() private words = '';

  override render() {
    const words = this.words.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const rows = this.events.filter((event) => this.shown.has(event.severity ?? 'info')
      && words.every((word) => (event.text ?? '').toLowerCase().includes(word)));
    return html`
      <section class="panel" aria-labelledby="events">
        <header>
          <h3 id="events">Events</h3>
          <span class="quiet" role="status">${rows.length} of ${this.events.length}</span>
          <span class="spring"></span>
          ${SEVERITIES.map((severity) => html`<label><input type="checkbox" .checked=${this.shown.has(severity)}
            @change=${() => this.toggle(severity)}>${severity}</label>`)}
          <input type="search" placeholder="Filter" aria-label="Filter the events by words" .value=${this.words}
            @input=${(event: InputEvent) => { this.words = (event.target as HTMLInputElement).value; }}>
        </header>
        ${rows.length === 0 ? html`<p class="empty">${this.events.length === 0 ? 'Nothing has happened yet.' : 'No event fits the filter.'}</p>` : html`
          <div class="scroll" tabindex="0" role="region" aria-label="List of events">
            <table role="table">
              <thead><tr><th scope="col">Time</th><th scope="col">Severity</th><th scope="col">Event</th></tr></thead>
              <tbody>${rows.map((event) => row(event))}</tbody>
            </table>
          </div>`}
      </section>`;
  }

  private toggle(severity: Severity): void {
    const shown = new Set(this.shown);
    if (!shown.delete(severity)) {
      shown.add(severity);
    }
    this.shown = shown;
  }
}

function row(event: GroupEvent) {
  const mark = severityMark(event.severity);
  return html`<tr><td class="mono">${time(event.time)}</td>
    <td><span class="tag ${mark.tone}">${mark.sign} ${mark.word}</span></td><td>${event.text}</td></tr>`;
}
