/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shared } from './styles';

/** A call of RESTCONF, to look at and to copy. */
@customElement('call-panel')
export class CallPanel extends LitElement {
  static override styles = [shared, css`
    pre {
      margin: 0;
      padding: 10px 12px;
      overflow: auto;
      max-height: 340px;
      background: var(--raised);
      border-radius: 4px;
      font: 12px/1.5 'JetBrains Mono', 'DejaVu Sans Mono', ui-monospace, monospace;
    }

    p {
      margin: 0 0 8px;
      padding: 8px 10px;
      border-radius: 4px;
      background: var(--warn-ground);
    }
  `];

  @property() text = '';
  @state() private result: '' | 'copied' | 'selected' = '';
  @query('pre') private call!: HTMLElement;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('text')) {
      this.result = '';
    }
  }

  override render() {
    return html`<section class="panel" aria-labelledby="call-title">
      <header><h3 id="call-title">The same by RESTCONF</h3><span class="spring"></span>
        <button type="button" @click=${this.copy}>${this.result === 'copied' ? 'Copied' : 'Copy'}</button></header>
      <div class="body">
        <div role="status">${this.result === 'selected'
          ? html`<p>! This browser lets a page copy over HTTPS only. The call is selected: copy it with Ctrl+C, or Cmd+C on a Mac.</p>` : nothing}</div>
        <pre tabindex="0" role="region" aria-label="The equivalent call">${this.text}</pre></div>
    </section>`;
  }

  private async copy(): Promise<void> {
    try {
      // Without HTTPS, and beyond this machine, there is no clipboard; with it, the browser may refuse it.
      await navigator.clipboard.writeText(this.text);
      this.result = 'copied';
    } catch {
      this.call.focus();
      window.getSelection()?.selectAllChildren(this.call);
      this.result = 'selected';
    }
  }
}
