/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { count, time } from '../model/format';
import type { GroupState } from '../model/group-state';
import { type Column, type HostRow, type Order, csv, hostRows, matcher, sorted } from '../model/host-rows';
import { shared } from './styles';

const ROW_HEIGHT = 28;
const SPARE_ROWS = 8;

const COLUMNS: { column: Column; title: string; number?: boolean }[] = [
  { column: 'mac', title: 'MAC address' },
  { column: 'addresses', title: 'IP addresses' },
  { column: 'vlan', title: 'VLAN', number: true },
  { column: 'place', title: 'Place' },
  { column: 'trunk', title: 'Trunk', number: true },
  { column: 'lastSeen', title: 'Last seen' },
  { column: 'firstSeen', title: 'First seen' },
  { column: 'moves', title: 'Moves', number: true },
];

/**
 * The table of hosts. Only the rows in sight, and some above and below, are in the document, so that ten thousand
 * scroll as ten do. Rows are made, filtered and sorted only when the hosts or the question changed.
 */
@customElement('host-table')
export class HostTable extends LitElement {
  static override styles = [shared, css`
    input[type='search'] {
      width: min(320px, 100%);
    }

    .scroll {
      height: min(68vh, 720px);
      overflow: auto;
    }

    .grid {
      min-width: 930px;
    }

    .row {
      display: grid;
      grid-template-columns: 150px minmax(140px, 1.6fr) 60px 70px 62px minmax(104px, 1fr) minmax(104px, 1fr) 66px 76px;
      align-items: center;
      height: ${ROW_HEIGHT}px;
      border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
    }

    .row > * {
      padding: 0 8px;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .head {
      position: sticky;
      top: 0;
      z-index: 1;
      background: var(--surface);
      border-bottom: 1px solid var(--line);
    }

    .head button {
      width: 100%;
      min-height: 26px;
      padding: 0;
      border: 0;
      background: none;
      text-align: inherit;
      font-size: 12px;
      font-weight: 600;
      color: var(--quiet);
    }

    .forget {
      min-height: 22px;
      padding: 0 8px;
      font-size: 12px;
      color: var(--quiet);
    }

    .rows {
      position: relative;
    }

    .rows .row {
      position: absolute;
      left: 0;
      right: 0;
    }

    .rows .row:hover {
      background: var(--raised);
    }
  `];

  @property({ attribute: false }) group!: GroupState;
  @property({ attribute: false }) version = 0;
  @property({ type: Boolean }) readonly = false;
  @state() private search = '';
  @state() private order: Order = { column: 'mac', descending: false };
  @state() private first = 0;
  @state() private visible = 30;
  @query('.scroll') private scroller!: HTMLElement | null;

  private rows: HostRow[] = [];
  private total = 0;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('group') || changed.has('version') || changed.has('search') || changed.has('order')) {
      const all = hostRows(this.group);
      this.total = all.length;
      this.rows = sorted(this.search.trim() === '' ? all : all.filter(matcher(this.search)), this.order);
    }
  }

  override render() {
    const begin = Math.max(0, Math.min(this.first, this.rows.length - 1) - SPARE_ROWS);
    const shown = this.rows.slice(begin, begin + this.visible + 2 * SPARE_ROWS);
    return html`
      <section class="panel" aria-labelledby="hosts">
        <header>
          <h3 id="hosts">Hosts</h3>
          <span class="quiet" role="status">${count(this.rows.length)} of ${count(this.total)}</span>
          <span class="spring"></span>
          <input type="search" aria-label="Search hosts" aria-describedby="search-help" .value=${this.search}
            placeholder="MAC, IP, vlan:10, trunk:1, remote" @input=${this.searched}>
          <button ?disabled=${this.rows.length === 0} @click=${this.download}>Export CSV</button>
        </header>
        <span id="search-help" class="hidden">Words are looked for in MAC and IP addresses; vlan:10 and trunk:1 ask for one column.</span>
        ${this.total === 0 ? html`<p class="empty">No host has been seen yet. Hosts are learned from their first frame.</p>`
          : this.rows.length === 0 ? html`<p class="empty">No host fits the search.</p>` : this.table(shown, begin)}
      </section>`;
  }

  private table(shown: HostRow[], begin: number) {
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Table of hosts" @scroll=${this.scrolled}>
        <div class="grid" role="table" aria-label="Hosts" aria-rowcount=${this.rows.length + 1}>
          <div class="row head" role="row" aria-rowindex="1">${COLUMNS.map((column) => this.head(column))}
            <span role="columnheader"><span class="hidden">Action</span></span></div>
          <div class="rows" role="rowgroup" .style=${`height:${this.rows.length * ROW_HEIGHT}px`}>
            ${repeat(shown, (row) => row.key, (row, index) => this.line(row, begin + index))}
          </div>
        </div>
      </div>`;
  }

  private head({ column, title, number }: (typeof COLUMNS)[number]) {
    const chosen = this.order.column === column;
    const direction = this.order.descending ? 'descending' : 'ascending';
    return html`<span role="columnheader" class=${number ? 'number' : ''} aria-sort=${chosen ? direction : 'none'}>
      <button @click=${() => this.sortBy(column)}>${title}${chosen ? (this.order.descending ? ' ▾' : ' ▴') : nothing}</button></span>`;
  }

  private sortBy(column: Column): void {
    this.order = { column, descending: this.order.column === column && !this.order.descending };
  }

  private searched(event: InputEvent): void {
    this.search = (event.target as HTMLInputElement).value;
    this.first = 0;
    this.scroller?.scrollTo(0, 0);
  }

  private scrolled(): void {
    if (this.scroller !== null) {
      this.first = Math.floor(this.scroller.scrollTop / ROW_HEIGHT);
      this.visible = Math.ceil(this.scroller.clientHeight / ROW_HEIGHT);
    }
  }

  private download(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csv(this.rows)], { type: 'text/csv;charset=utf-8' }));
    link.download = `hosts-${this.group.name.replace(/[^\w.-]+/g, '_')}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  private line(row: HostRow, index: number) {
    return html`<div class="row" role="row" aria-rowindex=${index + 2} .style=${`top:${index * ROW_HEIGHT}px`}>
      <span role="cell" class="mono">${row.mac}</span>
      <span role="cell" class="mono" title=${row.addresses.join(' ')}>${row.addresses.length === 0 ? '–' : row.addresses.join(' ')}</span>
      <span role="cell" class="number">${row.vlan === 0 ? '–' : row.vlan}</span>
      <span role="cell" class=${row.place === 'local' ? '' : 'quiet'}>${row.place}</span>
      <span role="cell" class="number">${row.trunk ?? '–'}</span>
      <span role="cell" class="mono">${time(row.lastSeen)}</span>
      <span role="cell" class="mono">${time(row.firstSeen)}</span>
      <span role="cell" class="number">${row.moves}</span>
      <span role="cell"><button class="forget" ?disabled=${this.readonly} aria-label="Forget ${row.mac}"
        @click=${() => this.dispatchEvent(new CustomEvent('forget-host', { detail: row }))}>Forget</button></span>
    </div>`;
  }
}
