/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GroupState } from '../model/group-state';
import { evidenceMark } from '../model/marks';
import { type Box, type Link, picture } from '../model/picture';
import { shared } from './styles';

const LINE_HEIGHT = 18;
/** Of a title, about; a datapath id that was made from a MAC address has fifteen digits. */
const LETTER_WIDTH = 7.5;

/** The picture of a group: what it consists of, what each part says, and the way that the traffic takes now. */
@customElement('group-picture')
export class GroupPicture extends LitElement {
  static override styles = [shared, css`
    svg {
      display: block;
      width: 100%;
      font-size: 12px;
    }

    rect {
      fill: var(--raised);
      stroke: var(--line);
      stroke-width: 1.25;
    }

    rect.up {
      stroke: var(--good);
    }

    rect.down {
      stroke: var(--bad);
      fill: var(--bad-ground);
    }

    rect.impaired {
      stroke: var(--warn);
      fill: var(--warn-ground);
    }

    rect.active {
      stroke: var(--flow);
      stroke-width: 2;
      fill: var(--accent-ground);
    }

    rect.impaired.active {
      stroke: var(--warn);
    }

    rect.down.active {
      stroke: var(--bad);
      fill: var(--bad-ground);
    }

    text {
      fill: var(--text);
    }

    text.title {
      font-weight: 600;
    }

    text.line {
      fill: var(--quiet);
    }

    text.role {
      fill: var(--text);
      font-weight: 600;
    }

    line {
      stroke: var(--quiet);
      stroke-width: 2;
    }

    line.up {
      stroke: var(--good);
    }

    line.down {
      stroke: var(--bad);
      stroke-dasharray: 3 5;
    }

    line.unknown {
      stroke: var(--quiet);
      stroke-dasharray: 1 5;
      stroke-linecap: round;
    }

    line.flow {
      stroke: var(--flow);
      stroke-width: 5;
      stroke-dasharray: 9 6;
      animation: flow 1s linear infinite;
    }

    .label {
      fill: var(--quiet);
    }

    .label.down {
      fill: var(--bad);
      font-weight: 600;
    }

    @keyframes flow {
      from {
        stroke-dashoffset: 0;
      }

      to {
        stroke-dashoffset: -30;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      line.flow {
        animation: none;
      }
    }

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 16px;
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
      font-size: 12px;
      color: var(--quiet);
    }
  `];

  @property({ attribute: false }) group!: GroupState;
  @property({ attribute: false }) version = 0;
  @state() private width = 640;

  private readonly observer = new ResizeObserver(([entry]) => {
    this.width = Math.max(280, Math.floor(entry?.contentRect.width ?? this.width));
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
    const drawing = picture(this.group, this.width);
    return html`
      <svg viewBox="0 0 ${drawing.width} ${drawing.height}" role="img" aria-label=${drawing.description}>
        ${drawing.links.map((link) => this.link(link))}
        ${drawing.boxes.map((box) => this.box(box))}
      </svg>
      <ul aria-hidden="true">
        <li><span class="good">━</span> up</li>
        <li><span class="bad">╍</span> down</li>
        <li>┈ not known</li>
        <li><span class="flow-key">▰▰</span> path of the traffic</li>
      </ul>`;
  }

  private link(link: Link) {
    const mark = evidenceMark(link.state);
    const [x1, y1] = link.from;
    const [x2, y2] = link.to;
    return svg`
      <line class=${link.state} x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>
      ${link.active && link.state !== 'down'
        ? svg`<line class="flow" id=${`flow-${link.id}`} x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>` : nothing}
      ${link.label === '' ? nothing : svg`
        <text class="label ${link.state}" x=${link.labelAt[0]} y=${link.labelAt[1]} text-anchor=${link.anchor}
          >${link.label} ${mark.sign}</text>`}`;
  }

  private box(box: Box) {
    const middle = box.x + box.width / 2;
    const top = box.y + (box.height - box.lines.length * LINE_HEIGHT) / 2 + 4;
    const sign = box.state === 'neutral' ? '' : ` ${box.state === 'impaired' ? '!' : evidenceMark(box.state).sign}`;
    return svg`
      <rect class="${box.state} ${box.active ? 'active' : ''}" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="5"></rect>
      <text class="title" x=${middle} y=${top} text-anchor="middle" lengthAdjust="spacingAndGlyphs"
        textLength=${(box.title.length + sign.length) * LETTER_WIDTH > box.width ? box.width - 10 : nothing}>${box.title}${sign}</text>
      ${box.lines.map((line, index) => svg`
        <text class=${box.lines.length > 1 && index === 0 ? 'role' : 'line'} x=${middle} y=${top + (index + 1) * LINE_HEIGHT}
          text-anchor="middle">${line}</text>`)}`;
  }
}
