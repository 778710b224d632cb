/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { age, count, micros } from '../model/format';
import type { GroupHistory, Sample } from '../model/group-history';
import type { BridgeState, EvidenceState, Observation, PortState } from '../model/group-state';
import { type Mark, bridgeMark, evidenceMark, isReached } from '../model/marks';
import { shared } from './styles';

const SPARK_WIDTH = 100;
const SPARK_HEIGHT = 22;

interface Row {
  name: string;
  detail: string;
  state: EvidenceState | undefined;
  /** Instead of the state, where none is looked for. */
  mark?: Mark;
  observation?: Observation;
  since?: string | undefined;
  series?: string;
}

/** The points of a sparkline, scaled to the highest sample; a missed answer interrupts the line. */
export function sparkline(samples: readonly Sample[], capacity: number): { paths: string[]; misses: number[] } {
  const known = samples.filter((sample): sample is number => sample !== null);
  const top = Math.max(...known, 1);
  const step = SPARK_WIDTH / Math.max(1, capacity - 1);
  const first = capacity - samples.length;
  const paths: string[] = [];
  const misses: number[] = [];
  let points: string[] = [];
  samples.forEach((sample, index) => {
    const x = (first + index) * step;
    if (sample === null) {
      misses.push(x);
      paths.push(points.join(' '));
      points = [];
    } else {
      points.push(`${x.toFixed(1)},${(SPARK_HEIGHT - 2 - (sample / top) * (SPARK_HEIGHT - 4)).toFixed(1)}`);
    }
  });
  paths.push(points.join(' '));
  return { paths: paths.filter((path) => path !== ''), misses };
}

/** The health of one bridge: every kind of evidence, with its age, its counters and its round trips. */
@customElement('bridge-health')
export class BridgeHealth extends LitElement {
  static override styles = [shared, css`
    .scroll {
      overflow-x: auto;
    }

    header {
      line-height: 1.3;
    }

    th,
    td {
      padding-inline: 7px;
      white-space: nowrap;
    }

    table {
      table-layout: fixed;
      min-width: 664px;
    }

    .ports {
      white-space: normal;
    }

    .ports .tag {
      white-space: normal;
      overflow-wrap: anywhere;
    }

    :host {
      container-type: inline-size;
    }

    /* On a telephone what is said comes before how it was counted, and nothing is cut. */
    @container (max-width: 520px) {
      table {
        min-width: 0;
      }

      .counted {
        display: none;
      }

      th,
      td {
        padding-inline: 4px;
      }

      th:nth-child(1) {
        width: 104px;
      }

      th:nth-child(2) {
        width: 86px;
      }

      th:nth-child(3),
      th:nth-child(5) {
        width: 54px;
      }
    }

    td small {
      white-space: normal;
      display: block;
      color: var(--quiet);
    }

    svg {
      display: block;
      width: ${SPARK_WIDTH}px;
      height: ${SPARK_HEIGHT}px;
    }

    polyline {
      fill: none;
      stroke: var(--accent);
      stroke-width: 1.25;
    }

    .miss {
      stroke: var(--bad);
      stroke-width: 2;
    }

    .error {
      margin: 0;
      padding: 8px 12px;
      color: var(--bad);
      background: var(--bad-ground);
    }

    .problem {
      margin: 0;
      padding: 6px 12px;
      color: var(--warn);
      background: var(--warn-ground);
    }

    footer {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 16px;
      padding: 6px 12px;
      border-top: 1px solid var(--line);
      font-size: 12px;
      color: var(--quiet);
    }
  `];

  @property({ attribute: false }) bridge!: BridgeState;
  @property({ attribute: false }) history!: GroupHistory;
  @property({ attribute: false }) version = 0;
  /** What the controller's clock is ahead of ours, in milliseconds. */
  @property({ attribute: false }) clockAhead = 0;
  @property({ type: Boolean }) stale = false;
  @state() private now = Date.now();
  private ticker: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Ages go on between the events.
    this.ticker = setInterval(() => {
      this.now = Date.now();
    }, 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticker);
  }

  override render() {
    const { bridge } = this;
    const mark = bridgeMark(bridge);
    const title = `bridge-${bridge['node-id']}`;
    return html`
      <section class="panel" aria-labelledby=${title}>
        <header>
          <h3 id=${title}>${bridge['node-id']}</h3>
          <span class="tag ${bridge.role === 'primary' ? 'info' : ''}">${bridge.role ?? 'unknown'}</span>
          <span class="tag ${mark.tone}">${mark.sign} ${mark.word}</span>
          ${bridge.maintenance ? html`<span class="tag warn">! maintenance</span>` : nothing}
          <span class="spring"></span>
          <slot name="actions"></slot>
        </header>
        ${bridge['announcement-groups']?.problem && isReached(bridge) ? html`<p class="problem">! Hosts are announced one by one: ${bridge['announcement-groups'].problem}</p>` : nothing}
        ${bridge.error ? html`<p class="error">${bridge.error}</p>` : nothing}
        <div class="scroll" tabindex="0" role="region" aria-label=${`Evidence about ${bridge['node-id']}`}>
          <table>
            <thead>
              <tr>
                <th scope="col" width="138">Evidence</th><th scope="col" width="92">State</th>
                <th scope="col" width="54" class="number">Age</th><th scope="col" class="number counted">Answers</th>
                <th scope="col" width="60" class="number">Missed</th><th scope="col" width="66" class="number">RTT</th>
                <th scope="col" width="66" class="number counted">p95</th><th scope="col" width="114" class="counted">Round trips</th>
              </tr>
            </thead>
            <tbody>${rows(bridge).map((row) => this.row(row))}
              ${bridge.evidence?.port === undefined ? nothing : ports(bridge.evidence.port, isReached(bridge), (since) => this.age(since))}</tbody>
          </table>
        </div>
        <footer>
          <span>gate <b>${bridge.gate ?? 'unknown'}</b></span>
          <span>flows <b>${bridge.synchronization ?? 'pending'}</b></span>
          <span>announced <b class="mono">${count(bridge.counters?.['announcements-sent'] ?? '0')}</b></span>
          ${bridge['announcement-groups'] === undefined ? nothing : html`<span title="Hosts that the switch itself would announce at once">at once
            <b class="mono">${count(bridge['announcement-groups'].hosts ?? 0)}</b></span>`}
          <span>frames received <b class="mono">${count(bridge.counters?.['packets-in'] ?? '0')}</b></span>
          <span class=${(bridge.counters?.['requests-failed'] ?? '0') === '0' ? '' : 'bad'}>requests failed
            <b class="mono">${count(bridge.counters?.['requests-failed'] ?? '0')}</b></span>
        </footer>
      </section>`;
  }

  private row(row: Row) {
    const mark = row.mark ?? evidenceMark(row.state);
    const { observation } = row;
    const missed = observation?.['consecutive-misses'] ?? 0;
    const samples = row.series === undefined ? [] : this.history.samples(`${this.bridge['node-id']} ${row.series}`);
    return html`
      <tr>
        <td>${row.name}<small>${row.detail}</small></td>
        <td><span class="tag ${mark.tone}">${mark.sign} ${mark.word}</span></td>
        <td class="number">${this.age(observation?.['last-received'] ?? row.since)}</td>
        <td class="number counted">${observation === undefined ? '' : `${count(observation.received ?? '0')}/${count(observation.sent ?? '0')}`}</td>
        <td class="number ${missed > 0 ? 'bad' : ''}">${observation === undefined ? '' : missed}</td>
        <td class="number">${observation === undefined ? '' : micros(observation['round-trip-time'])}</td>
        <td class="number counted">${observation === undefined ? '' : micros(observation['round-trip-time-high'])}</td>
        <td class="counted">${samples.length < 2 ? nothing : spark(samples)}</td>
      </tr>`;
  }

  private age(since: string | undefined): string {
    return since === undefined ? '' : age(this.now + this.clockAhead - Date.parse(since));
  }
}

const USAGES = ['uplink', 'trunk', 'peer'];

function ports(all: PortState[], reached: boolean, since: (at: string | undefined) => string) {
  const ordered = [...all].sort((a, b) => USAGES.indexOf(a.usage ?? '') - USAGES.indexOf(b.usage ?? ''));
  return html`<tr><td>Ports</td><td colspan="7" class="ports">${ordered.map((port) => {
    const mark = reached ? evidenceMark(port.state) : { ...evidenceMark('unknown'), word: `${evidenceMark(port.state).word} when last heard of` };
    const lasting = reached ? since(port['last-change']) : '';
    const what = port.number === undefined ? 'does not exist' : `number ${port.number}`;
    return html`<span class="tag ${mark.tone}" title="${port.usage ?? ''} port, ${what}, ${mark.word}${lasting === '' ? '' : ` for ${lasting}`}">${mark.sign}
      ${port.name === port.usage ? '' : `${port.usage} `}${port.name}<span class="hidden"> ${mark.word}</span></span> `;
  })}</td></tr>`;
}

function spark(samples: readonly Sample[]) {
  const { paths, misses } = sparkline(samples, 90);
  const known = samples.filter((sample): sample is number => sample !== null);
  const label = known.length === 0 ? 'no answers'
    : `${known.length} round trips, ${micros(Math.min(...known))} to ${micros(Math.max(...known))}, ${misses.length} missed`;
  return html`<svg viewBox="0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}" role="img" aria-label=${label}>
    ${paths.map((points) => svg`<polyline points=${points}></polyline>`)}
    ${misses.map((x) => svg`<line class="miss" x1=${x} x2=${x} y1=${SPARK_HEIGHT - 6} y2=${SPARK_HEIGHT}></line>`)}
  </svg>`;
}

const PROOFS: Record<string, string> = { forwards: 'it forwards', 'does-not-forward': 'blocked', unproven: 'unproven' };

function rows(bridge: BridgeState): Row[] {
  const { heartbeat, channel, upstream, 'path-probe': path } = bridge.evidence ?? {};
  const result: Row[] = [
    { name: 'Heartbeat', detail: 'over the peer link', state: heartbeat?.state, series: 'heartbeat', ...(heartbeat && { observation: heartbeat }) },
    {
      name: 'Channel', detail: channel?.inquiry !== undefined && channel.inquiry !== 'none' ? `OpenFlow; inquiry ${channel.inquiry}` : 'OpenFlow',
      state: channel?.state, since: channel?.['last-change'],
    },
    ...(upstream?.target ?? []).map((target): Row => ({
      name: `Upstream ${target['ip-address']}`, detail: 'from the uplink', state: target.state, observation: target, series: target['ip-address'],
    })),
  ];
  if (path?.proof === 'off') {
    result.push({ name: 'Path probe', detail: 'by configuration', state: undefined, mark: { tone: 'quiet', sign: '–', word: 'off' } });
  } else if (bridge.role === 'secondary' && (path?.proof ?? 'unproven') === 'unproven') {
    // Nothing passes it, and nothing shall.
    result.push({ name: 'Path probe', detail: 'when it forwards', state: undefined, mark: { tone: 'quiet', sign: '–', word: 'stands by' } });
  } else {
    const proof = PROOFS[path?.proof ?? 'unproven'];
    result.push(
      { name: 'Path outward', detail: `to uplink; ${proof}`, state: path?.outward?.state, series: 'outward', ...(path?.outward && { observation: path.outward }) },
      { name: 'Path inward', detail: `to trunk; ${proof}`, state: path?.inward?.state, series: 'inward', ...(path?.inward && { observation: path.inward }) },
    );
  }
  return result;
}
