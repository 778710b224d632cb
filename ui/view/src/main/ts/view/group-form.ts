/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { failure } from '../model/actions';
import { type Leaf, SECTIONS } from '../model/configuration-model';
import { type BridgeFields, type Errors, type GroupFields, curl, fieldsOf, groupOf, restarts, validate } from '../model/group-fields';
import { type RestconfClient, RestconfError } from '../restconf/client';
import { shared } from './styles';

const GROUPS = 'bridge-failover:failover-groups';

type Progress = { state: 'loading' } | { state: 'editing' } | { state: 'saving' } | { state: 'saved' } | { state: 'failed'; text: string };

const BRIDGE_FIELDS: { key: keyof BridgeFields; path: string; title: string; hint: string }[] = [
  { key: 'nodeId', path: 'node-id', title: 'Bridge', hint: 'openflow:1' },
  { key: 'priority', path: 'priority', title: 'Priority', hint: '1' },
  { key: 'uplink', path: 'uplink', title: 'Uplink port', hint: 'eth2' },
  { key: 'trunks', path: 'trunks', title: 'Trunk ports', hint: 'eth1' },
  { key: 'peer', path: 'peer', title: 'Peer port', hint: 'eth3' },
];

const UNITS: Record<string, string> = { milliseconds: 'ms', seconds: 's', 'frames per second': 'frames/s', 'packets per second': 'packets/s' };

/** The configuration of a group, or of a new one. */
@customElement('group-form')
export class GroupForm extends LitElement {
  static override styles = [shared, css`
    .columns {
      columns: 300px;
      column-gap: 12px;
    }

    fieldset {
      break-inside: avoid;
      margin: 0 0 12px;
      padding: 8px 12px 10px;
      border: 1px solid var(--line);
      border-radius: 6px;
      min-width: 0;
    }

    legend {
      padding: 0 4px;
      font-weight: 600;
    }

    .field {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 140px;
      align-items: center;
      gap: 2px 10px;
      padding: 3px 0;
    }

    .field small {
      grid-column: 1 / -1;
      color: var(--quiet);
    }

    .field input:not([type='checkbox']),
    .field select {
      width: 100%;
    }

    .field input[type='checkbox'] {
      justify-self: start;
      width: 18px;
      height: 18px;
    }

    .field .error {
      grid-column: 1 / -1;
      color: var(--bad);
      font-size: 12px;
    }

    [aria-invalid='true'] {
      border-color: var(--bad);
    }

    pre {
      margin: 0;
      padding: 10px 12px;
      overflow: auto;
      max-height: 340px;
      background: var(--raised);
      border-radius: 4px;
      font: 12px/1.5 'JetBrains Mono', 'DejaVu Sans Mono', ui-monospace, monospace;
    }

    .message {
      margin: 0 0 10px;
      padding: 8px 10px;
      border-radius: 4px;
    }

    .message.bad {
      background: var(--bad-ground);
    }

    .message.warn {
      background: var(--warn-ground);
    }

    .message.good {
      background: var(--good-ground);
    }

    section + section {
      margin-top: 12px;
    }
  `];

  @property({ attribute: false }) client!: RestconfClient;
  /** The name of the group; empty for a new one. */
  @property() name = '';
  @property() user = '';
  @property({ type: Boolean }) readonly = false;
  @state() private fields: GroupFields = fieldsOf();
  @state() private errors: Errors = {};
  @state() private progress: Progress = { state: 'loading' };
  @state() private copied = false;
  private stored: GroupFields | undefined;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('name')) {
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const wanted = this.name;
    this.errors = {};
    this.stored = undefined;
    if (wanted === '') {
      this.fields = fieldsOf();
      this.progress = { state: 'editing' };
      return;
    }
    this.progress = { state: 'loading' };
    try {
      const data = await this.client.read(`${GROUPS}/group=${encodeURIComponent(wanted)}`, 'content=config');
      if (wanted === this.name) {
        this.fields = fieldsOf((data?.['bridge-failover:group'] as Record<string, unknown>[] | undefined)?.[0] ?? { name: wanted });
        this.stored = structuredClone(this.fields);
        this.progress = { state: 'editing' };
      }
    } catch (error) {
      this.progress = { state: 'failed', text: failure(error) };
    }
  }

  override render() {
    if (this.progress.state === 'loading') {
      return html`<p class="empty" role="status">Reading the configuration ...</p>`;
    }
    const saving = this.progress.state === 'saving';
    return html`
      <form @submit=${this.submit} novalidate>
        <section class="panel" aria-labelledby="form-title">
          <header>
            <h3 id="form-title">${this.name === '' ? 'New group' : `Configuration of ${this.name}`}</h3>
            <span class="spring"></span>
            ${this.name === '' ? nothing : html`<button type="button" class="danger" ?disabled=${saving || this.readonly}
              @click=${() => this.dispatchEvent(new CustomEvent('remove-group'))}>Remove the group</button>`}
            <button class="primary" ?disabled=${saving || this.readonly}>${saving ? 'Saving ...' : 'Save'}</button>
          </header>
          <div class="body">
            <div role="status">${this.message()}</div>
            <div class="columns">
              <fieldset><legend>Group</legend>
                ${this.text('name', 'Name', this.fields.name, (value) => { this.fields.name = value; }, 'pair1', this.name !== '')}
                <div class="field"><label for="enabled">Enabled</label><input id="enabled" type="checkbox" .checked=${this.fields.enabled}
                  @change=${() => this.change(() => { this.fields.enabled = !this.fields.enabled; })}>
                  <small>When off, neither bridge forwards; the configuration stays.</small></div>
                ${this.text('targets', 'Upstream targets', this.fields.targets, (value) => { this.fields.targets = value; }, '192.0.2.1')}
              </fieldset>
              ${this.fields.bridges.map((bridge, index) => html`<fieldset><legend>Bridge ${index + 1}</legend>
                ${BRIDGE_FIELDS.map(({ key, path, title, hint }) => this.text(`bridge-${index}/${path}`, title, bridge[key],
                  (value) => { bridge[key] = value; }, hint))}</fieldset>`)}
              ${SECTIONS.map((section) => html`<fieldset><legend>${section.title}</legend>
                ${section.leaves.map((leaf) => this.leaf(`${section.name}/${leaf.name}`, leaf))}</fieldset>`)}
            </div>
          </div>
        </section>
        <section class="panel" aria-labelledby="call-title">
          <header><h3 id="call-title">The same by RESTCONF</h3><span class="spring"></span>
            <button type="button" @click=${this.copy}>${this.copied ? 'Copied' : 'Copy'}</button></header>
          <div class="body"><pre tabindex="0" role="region" aria-label="The equivalent call">${this.call()}</pre></div>
        </section>
      </form>`;
  }

  private message() {
    const { progress } = this;
    if (progress.state === 'failed') {
      return html`<p class="message bad">✕ ${progress.text}</p>`;
    }
    if (progress.state === 'saved') {
      return html`<p class="message good">✓ Saved. What the bridges say to it shows in the overview.</p>`;
    }
    if (Object.keys(this.errors).length > 0) {
      return html`<p class="message bad">✕ Not saved: ${Object.keys(this.errors).length} of the fields need another value.</p>`;
    }
    return restarts(this.stored, this.fields)
      ? html`<p class="message warn">! To save this starts the group anew: its flows are removed, traffic stops for a moment, and the hosts are learned again.</p>`
      : nothing;
  }

  private call(): string {
    return curl(this.fields, window.location.origin, this.user);
  }

  private text(path: string, title: string, value: string, set: (value: string) => void, hint: string, fixed = false) {
    const error = this.errors[path];
    return html`<div class="field"><label for=${path}>${title}</label>
      <input id=${path} type="text" .value=${value} placeholder=${hint} ?readonly=${fixed} aria-invalid=${error === undefined ? 'false' : 'true'}
        aria-describedby=${error === undefined ? nothing : `${path}-error`} spellcheck="false" autocapitalize="none"
        @input=${(event: InputEvent) => this.change(() => set((event.target as HTMLInputElement).value))}>
      ${error === undefined ? nothing : html`<span class="error" id="${path}-error">${error}</span>`}</div>`;
  }

  private leaf(path: string, leaf: Leaf) {
    const value = this.fields.leaves[path] ?? '';
    const error = this.errors[path];
    const set = (text: string) => this.change(() => { this.fields.leaves[path] = text; });
    const input = leaf.kind === 'boolean'
      ? html`<input id=${path} type="checkbox" .checked=${value === 'true'} aria-describedby="${path}-help"
          @change=${(event: Event) => set(String((event.target as HTMLInputElement).checked))}>`
      : leaf.kind === 'choice'
        ? html`<select id=${path} aria-describedby="${path}-help" @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
            ${leaf.values.map((name) => html`<option value=${name} ?selected=${name === value}>${name}</option>`)}</select>`
        : html`<input id=${path} type="text" inputmode="numeric" .value=${value} aria-invalid=${error === undefined ? 'false' : 'true'}
            aria-describedby="${path}-help ${path}-error" @input=${(event: InputEvent) => set((event.target as HTMLInputElement).value)}>`;
    return html`<div class="field"><label for=${path}>${leaf.name}${leaf.kind === 'number' && leaf.units ? ` (${UNITS[leaf.units] ?? leaf.units})` : ''}</label>
      ${input}<small id="${path}-help">${leaf.help}</small>
      ${error === undefined ? nothing : html`<span class="error" id="${path}-error">${error}</span>`}</div>`;
  }

  private change(edit: () => void): void {
    edit();
    this.fields = { ...this.fields };
    this.copied = false;
    if (this.progress.state !== 'saving') {
      this.progress = { state: 'editing' };
    }
    // Once something was refused, every correction shows at once.
    if (Object.keys(this.errors).length > 0) {
      this.errors = validate(this.fields);
    }
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.call());
    this.copied = true;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.errors = validate(this.fields);
    const [wrong] = Object.keys(this.errors);
    if (wrong !== undefined) {
      this.renderRoot.querySelector<HTMLElement>(`[id="${wrong}"]`)?.focus();
      return;
    }
    this.progress = { state: 'saving' };
    try {
      const { name } = this.fields;
      await this.client.replace(`${GROUPS}/group=${encodeURIComponent(name)}`, { 'bridge-failover:group': [groupOf(this.fields)] });
      this.stored = structuredClone(this.fields);
      this.progress = { state: 'saved' };
      this.dispatchEvent(new CustomEvent('group-saved', { detail: name }));
    } catch (error) {
      this.progress = { state: 'failed', text: failure(error) };
      if (error instanceof RestconfError && error.status === 403) {
        this.dispatchEvent(new CustomEvent('read-only', { bubbles: true, composed: true }));
      }
    }
  }
}
