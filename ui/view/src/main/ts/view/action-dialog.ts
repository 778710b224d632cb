/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Action, call, failure, outcome, question } from '../model/actions';
import { REMOVAL, patchOf } from '../model/group-patch';
import type { GroupState } from '../model/group-state';
import { GROUPS } from '../model/save-call';
import { type RestconfClient, RestconfError } from '../restconf/client';
import { shared } from './styles';

type Progress = { state: 'asking' } | { state: 'running' } | { state: 'done'; text: string } | { state: 'failed'; text: string };

/** Asks before something is done, says what will happen, and then what came of it. */
@customElement('action-dialog')
export class ActionDialog extends LitElement {
  static override styles = [shared, css`
    dialog {
      width: min(520px, calc(100vw - 24px));
      padding: 0;
      border: 1px solid var(--line);
      border-radius: 8px;
      color: var(--text);
      background: var(--surface);
      box-shadow: 0 12px 40px rgb(0 0 0 / 35%);
    }

    dialog::backdrop {
      background: rgb(10 15 20 / 45%);
    }

    form {
      padding: 16px 18px;
    }

    h2 {
      font-size: 16px;
    }

    ul {
      margin: 10px 0;
      padding-left: 18px;
    }

    li {
      margin: 4px 0;
    }

    p {
      margin: 10px 0;
      padding: 8px 10px;
      border-radius: 4px;
    }

    .good {
      background: var(--good-ground);
    }

    .warn {
      background: var(--warn-ground);
    }

    .bad {
      background: var(--bad-ground);
      overflow-wrap: anywhere;
    }

    label {
      display: block;
      margin: 10px 0;
    }

    label input {
      width: 100%;
      margin-top: 3px;
    }

    .buttons {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
      margin-top: 14px;
    }
  `];

  @property({ attribute: false }) client!: RestconfClient;
  @state() private action: Action | undefined;
  @state() private group: GroupState | undefined;
  @state() private progress: Progress = { state: 'asking' };
  @query('dialog') private dialog!: HTMLDialogElement;
  private reason = '';

  /** Asks, and does it if the user agrees. */
  async ask(action: Action, group: GroupState): Promise<void> {
    this.action = action;
    this.group = group;
    this.reason = '';
    this.progress = { state: 'asking' };
    await this.updateComplete;
    this.dialog.showModal();
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('progress') && this.progress.state === 'done') {
      // what had the focus is gone
      this.renderRoot.querySelector<HTMLElement>('button')?.focus();
    }
  }

  override render() {
    if (this.action === undefined || this.group === undefined) {
      return html`<dialog></dialog>`;
    }
    const asked = question(this.action, this.group);
    const over = this.progress.state === 'done';
    const running = this.progress.state === 'running';
    return html`
      <dialog aria-labelledby="title" @cancel=${(event: Event) => running && event.preventDefault()}>
        <form method="dialog" @submit=${this.submit}>
          <h2 id="title">${asked.title}</h2>
          ${over ? nothing : html`<ul>${asked.consequences.map((text) => html`<li>${text}</li>`)}</ul>
            ${asked.warnings.map((text) => html`<p class="warn">${text}</p>`)}`}
          ${this.action.kind === 'switchover' && !over ? html`<label>Reason, for the log (optional)
            <input type="text" name="reason" maxlength="256" ?disabled=${running}
              @input=${(event: InputEvent) => { this.reason = (event.target as HTMLInputElement).value; }}></label>` : nothing}
          <div role="status">${this.message()}</div>
          <div class="buttons">
            ${over ? html`<button type="button" class="primary" @click=${this.close}>Close</button>` : html`
              <button type="button" ?disabled=${running} @click=${this.close} ?autofocus=${asked.dangerous}>Cancel</button>
              <button class=${asked.dangerous ? 'danger' : 'primary'} ?disabled=${running} ?autofocus=${!asked.dangerous}>
                ${running ? 'Working ...' : this.progress.state === 'failed' ? 'Try again' : asked.confirm}</button>`}
          </div>
        </form>
      </dialog>`;
  }

  private message() {
    switch (this.progress.state) {
      case 'done': return html`<p class="good">✓ ${this.progress.text}</p>`;
      case 'failed': return html`<p class="bad">✕ ${this.progress.text}</p>`;
      default: return nothing;
    }
  }

  private close(): void {
    this.dialog.close();
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const { action, group } = this;
    if (action === undefined || group === undefined) {
      return;
    }
    this.progress = { state: 'running' };
    try {
      const wanted = call(action, group.name, this.reason.trim());
      const output = wanted === undefined ? {} : await this.client.invoke(wanted.operation, wanted.input);
      if (wanted === undefined) {
        await this.client.patch(GROUPS, patchOf(group.name, [REMOVAL]));
      }
      this.progress = { state: 'done', text: outcome(action, output) };
      this.dispatchEvent(new CustomEvent('action-done', { detail: action, bubbles: true, composed: true }));
    } catch (error) {
      this.progress = { state: 'failed', text: failure(error) };
      if (error instanceof RestconfError && error.status === 403) {
        this.dispatchEvent(new CustomEvent('read-only', { bubbles: true, composed: true }));
      }
    }
  }
}
