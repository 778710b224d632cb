/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { micros, plural, roundMicros, time } from '../model/format';
import type { Failover } from '../model/group-state';
import { causeWord } from '../model/marks';
import { type Phase, phases, scaleStep } from '../model/phases';
import { shared } from './styles';

const BAR = 26;

/** What is done up to a phase, and how that is drawn. */
const PARTS: Record<string, [string, string]> = {
  decided: ['lead', 'confirm the loss'],
  fenced: ['act', 'close old gate'],
  gate: ['act', 'open new gate'],
  'first-announcement': ['act', 'announce'],
  'last-announcement': ['tail', 'further rounds of announcements'],
};

/** The takeovers: which, why, and how long each phase took, to scale. */
@customElement('takeover-timeline')
export class TakeoverTimeline extends LitElement {
  static override styles = [shared, css`
    .layout {
      display: grid;
      grid-template-columns: minmax(190px, 250px) minmax(0, 1fr);
    }

    ol {
      margin: 0;
      padding: 4px;
      list-style: none;
      border-right: 1px solid var(--line);
      max-height: 300px;
      overflow-y: auto;
    }

    li button {
      display: block;
      width: 100%;
      padding: 5px 8px;
      border: 0;
      text-align: left;
      background: none;
    }

    li button[aria-pressed='true'] {
      background: var(--accent-ground);
    }

    li small {
      display: block;
      color: var(--quiet);
    }

    .detail {
      padding: 10px 12px;
    }

    p {
      margin: 0 0 8px;
    }

    svg {
      display: block;
      width: 100%;
      font-size: 11px;
    }

    svg text {
      fill: var(--quiet);
    }

    .grid {
      stroke: var(--line);
    }

    svg .part {
      fill: var(--text);
      pointer-events: none;
    }

    .lead {
      fill: light-dark(#e9b872, #7a581b);
    }

    .act {
      fill: light-dark(#6aa7e0, #2f6ca6);
    }

    .tail {
      fill: light-dark(#b9cfe4, #2c4560);
    }

    .mark {
      stroke: var(--text);
      stroke-width: 1.5;
    }

    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
      gap: 8px 12px;
      margin: 10px 0 0;
    }

    dt {
      font-size: 12px;
      color: var(--quiet);
    }

    dd {
      margin: 0;
    }

    @media (max-width: 640px) {
      .layout {
        grid-template-columns: minmax(0, 1fr);
      }

      ol {
        border-right: 0;
        border-bottom: 1px solid var(--line);
        max-height: 140px;
      }
    }
  `];

  @property({ attribute: false }) takeovers: readonly Failover[] = [];
  @property({ attribute: false }) version = 0;
  /** Counted from the oldest, so that a new takeover does not move the choice; the last one if undefined. */
  @state() private chosen: number | undefined;
  @state() private width = 600;

  private readonly observer = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? this.width;
    this.width = Math.max(240, width - (width > 640 ? 280 : 26));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  override render() {
    const { length } = this.takeovers;
    const takeover = this.takeovers[this.chosen === undefined ? 0 : Math.min(length - 1, length - this.chosen)];
    return html`
      <section class="panel" aria-labelledby="takeovers">
        <header><h3 id="takeovers">Takeovers</h3>
          <span class="quiet">the last one, and those that this page has seen</span></header>
        ${takeover === undefined ? html`<p class="empty">The role has not moved yet.</p>` : html`
          <div class="layout">
            <ol>${this.takeovers.map((entry, index) => this.choice(entry, entry === takeover, index))}</ol>
            <div class="detail">${this.detail(takeover)}</div>
          </div>`}
      </section>`;
  }

  private choice(entry: Failover, chosen: boolean, index: number) {
    return html`<li>
      <button aria-pressed=${chosen ? 'true' : 'false'} @click=${() => { this.chosen = index === 0 ? undefined : this.takeovers.length - index; }}>
        <b>${causeWord(entry.cause)}</b>
        <small>${time(entry['detected-at'])} · ${entry.from === undefined ? '' : `${entry.from} → `}${entry.to}</small>
      </button>
    </li>`;
  }

  private detail(takeover: Failover) {
    const all = phases(takeover);
    const last = all.find((phase) => phase.id === 'last-announcement');
    const quick = all.filter((phase) => phase.id !== 'last-announcement');
    return html`
      <p><b>${takeover.from ?? 'none'} → ${takeover.to ?? 'none'}</b>
        <span class="quiet">${takeover.detail ?? causeWord(takeover.cause)}</span></p>
      ${this.scale(quick, 'from the first sign to the first announcement')}
      ${last === undefined ? nothing : this.scale([...all.filter(({ id }) => id === 'suspected' || id === 'decided'), ...quick.slice(-1), last]
        .filter((phase, index, some) => some.indexOf(phase) === index), 'up to the last announcement')}
      <dl>
        ${all.map((phase, index) => html`<div><dt>${phase.name}</dt>
          <dd class="mono">${index === 0 ? '0' : micros(phase.at)}${index === 0 ? nothing
            : html` <span class="quiet">+${micros(phase.at - (all[index - 1] as Phase).at)}</span>`}</dd></div>`)}
        <div><dt>announced</dt><dd>${plural(takeover['hosts-announced'] ?? 0, 'host')}</dd></div>
        <div><dt>old bridge</dt><dd>${takeover.from === undefined ? 'there was none'
          : takeover.fenced === undefined ? 'could not be told' : 'confirmed'}</dd></div>
      </dl>`;
  }

  private scale(marks: Phase[], caption: string) {
    const end = Math.max(...marks.map((mark) => mark.at), 1);
    const step = scaleStep(end, Math.max(2, Math.floor(this.width / 90)));
    const x = (at: number) => 1 + (at / end) * (this.width - 50);
    const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
    const label = `${caption}: ${marks.map((mark) => `${mark.name} at ${micros(mark.at)}`).join(', ')}`;
    return html`<svg viewBox="0 0 ${this.width} 62" role="img" aria-label=${label}>
      <text x="0" y="11">${caption}</text>
      ${ticks.map((tick) => svg`
        <line class="grid" x1=${x(tick)} x2=${x(tick)} y1="16" y2=${20 + BAR}></line>
        <text x=${x(tick)} y=${32 + BAR}>${roundMicros(tick)}</text>`)}
      ${marks.slice(1).map((mark, index) => this.span(mark.id, x((marks[index] as Phase).at), x(mark.at)))}
      ${marks.map((mark) => svg`<line class="mark" x1=${x(mark.at)} x2=${x(mark.at)} y1="16" y2=${20 + BAR}>
        <title>${mark.name} ${micros(mark.at)}</title></line>`)}
    </svg>`;
  }

  /** From one mark to the next; named where there is room. */
  private span(id: string, from: number, to: number) {
    const [kind, name] = PARTS[id] ?? ['act', ''];
    const width = Math.max(0, to - from);
    return svg`<rect class=${kind} y="18" height=${BAR} x=${from} width=${width}></rect>
      ${width < name.length * 7 + 12 ? nothing : svg`<text class="part" x=${from + 7} y=${18 + BAR / 2 + 4}>${name}</text>`}`;
  }
}
