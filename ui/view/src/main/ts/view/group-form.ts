/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { failure } from '../model/actions';
import { type Leaf, SECTIONS } from '../model/configuration-model';
import { type Change, changes, fieldsLike, takeOver, values } from '../model/group-changes';
import { type BridgeFields, type Errors, type GroupFields, fieldsOf, interruption, nameTaken, validate } from '../model/group-fields';
import { refusals } from '../model/refusals';
import { GROUPS, curl, savingOf } from '../model/save-call';
import { hasUnseen, visible, visibleName } from '../model/visible-text';
import { type RestconfClient, RestconfError } from '../restconf/client';
import './call-panel';
import { changeInWords, metChanges, metChangesStyles } from './met-changes';
import { shared } from './styles';

type Json = Record<string, unknown>;

type Progress =
  | { state: 'loading' | 'editing' | 'saving' | 'same' | 'taken' | 'removed' }
  /** The configuration is not known, so there is nothing to edit. */
  | { state: 'unread'; text: string }
  | { state: 'saved'; kept: readonly Change[] }
  /** Somebody else has changed what the user is changing. */
  | { state: 'met'; changes: readonly Change[]; theirs: Json }
  | { state: 'failed'; texts: readonly string[] };

const BRIDGE_FIELDS: { key: keyof BridgeFields; path: string; title: string; hint: string }[] = [
  { key: 'nodeId', path: 'node-id', title: 'Bridge', hint: 'openflow:1' },
  { key: 'priority', path: 'priority', title: 'Priority', hint: '1' },
  { key: 'uplink', path: 'uplink', title: 'Uplink port', hint: 'eth2' },
  { key: 'trunks', path: 'trunks', title: 'Trunk ports', hint: 'eth1' },
  { key: 'peer', path: 'peer', title: 'Peer port', hint: 'eth3' },
];

const UNITS: Record<string, string> = { milliseconds: 'ms', seconds: 's', 'frames per second': 'frames/s', 'packets per second': 'packets/s' };

const INTERRUPTIONS = {
  none: nothing,
  moment: html`<p class="message warn">! To save this changes bridges or ports that are in use: traffic can stop for a moment, and hosts may be learned again.</p>`,
  stop: html`<p class="message warn">! To save this stops the traffic: neither bridge forwards until the group is enabled again.</p>`,
};

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

    .message p {
      margin: 0;
    }

    .field .unseen {
      color: var(--warn);
      overflow-wrap: anywhere;
    }

    section + call-panel {
      margin-top: 12px;
    }
  `, metChangesStyles];

  @property({ attribute: false }) client!: RestconfClient;
  /** The name of the group; empty for a new one. */
  @property() name = '';
  /** The names that a new group cannot have. */
  @property({ attribute: false }) taken: readonly string[] = [];
  /** Why the group is not protected, as it says itself; empty if it says nothing. */
  @property() reason = '';
  @property() user = '';
  @property({ type: Boolean }) readonly = false;
  @state() private fields: GroupFields = fieldsOf();
  @state() private errors: Errors = {};
  /** What the controller has refused, by field, until the field is changed. */
  @state() private refused: Errors = {};
  @state() private progress: Progress = { state: 'loading' };
  /** The group as it was read last; undefined if there is none. */
  private stored: Json | undefined;
  /** The fields as they were then. */
  private base: GroupFields = fieldsOf();

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('name')) {
      void this.load();
    }
  }

  private async read(name: string): Promise<Json | undefined> {
    const data = await this.client.read(GROUPS, 'content=config');
    return (data?.[GROUPS] as { group?: Json[] } | undefined)?.group?.find((group) => group.name === name);
  }

  private async load(): Promise<void> {
    const wanted = this.name;
    this.errors = {};
    this.refused = {};
    this.stored = undefined;
    this.base = fieldsOf();
    this.fields = fieldsOf();
    if (wanted === '') {
      this.progress = { state: 'editing' };
      return;
    }
    this.progress = { state: 'loading' };
    try {
      const group = await this.read(wanted);
      if (wanted !== this.name) {
        return;
      }
      if (group === undefined) {
        this.progress = { state: 'unread', text: 'The group is not configured any more: it was removed.' };
      } else {
        this.stored = group;
        this.base = fieldsOf(group);
        this.fields = structuredClone(this.base);
        this.progress = { state: 'editing' };
      }
    } catch (error) {
      if (wanted === this.name) {
        this.progress = { state: 'unread', text: `The configuration cannot be read: ${failure(error)}` };
      }
    }
  }

  override render() {
    if (this.progress.state === 'loading') {
      return html`<p class="empty" role="status">Reading the configuration ...</p>`;
    }
    if (this.progress.state === 'unread') {
      return html`<div class="panel"><div class="body"><p class="message bad" role="alert">✕ ${this.progress.text}</p>
        <button type="button" @click=${() => void this.load()}>Read it again</button></div></div>`;
    }
    const saving = this.progress.state === 'saving';
    const creates = this.stored === undefined;
    return html`
      <form @submit=${this.submit} novalidate>
        <section class="panel" aria-labelledby="form-title">
          <header>
            <h3 id="form-title">${this.name === '' ? 'New group' : `Configuration of ${visibleName(this.name)}`}</h3>
            <span class="spring"></span>
            ${creates ? nothing : html`<button type="button" class="danger" ?disabled=${saving || this.readonly}
              @click=${() => this.dispatchEvent(new CustomEvent('remove-group'))}>Remove the group</button>`}
            <button class="primary" ?disabled=${saving || this.readonly}>${saving ? 'Saving ...' : this.progress.state === 'removed' ? 'Create it again' : 'Save'}</button>
          </header>
          <div class="body">
            ${this.progress.state === 'met' ? metChanges(this.progress.changes, values(this.fields), () => this.takeTheirs(), () => this.writeOver()) : nothing}
            <div role="status">${this.message()}</div>
            <div class="columns">
              <fieldset><legend>Group</legend>
                ${this.text('name', 'Name', this.fields.name, (value) => { this.fields.name = value; }, 'pair1', this.name !== '')}
                <div class="field"><label for="enabled">Enabled</label><input id="enabled" type="checkbox" .checked=${this.fields.enabled}
                  @change=${() => this.change('enabled', () => { this.fields.enabled = !this.fields.enabled; })}>
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
        <call-panel .text=${curl(this.stored, this.fields, this.client.root, this.user)}></call-panel>
      </form>`;
  }

  private message() {
    const { progress } = this;
    const wrong = Object.keys(this.errors).length + Object.keys(this.refused).length;
    switch (progress.state) {
      case 'failed':
        return html`<div class="message bad"><p>✕ Not saved. ${progress.texts.length > 0 ? '' : 'The controller refuses it; the reason stands at the field.'}</p>
          ${progress.texts.map((text) => html`<p>${text}</p>`)}</div>`;
      case 'saved':
        return html`<div class="message good"><p>✓ Saved.</p>${progress.kept.length === 0 ? nothing
          : html`<p>Changed meanwhile by somebody else, and kept: ${progress.kept.map(changeInWords).join('; ')}.</p>`}</div>
          ${this.reason === '' ? nothing : html`<p class="message warn">! The group says: ${this.reason}</p>`}`;
      case 'same':
        return html`<p class="message good">✓ Nothing to save: the controller has what stands in the form.</p>`;
      case 'taken':
        return html`<p class="message warn">! The new values stand in the form, and nothing is saved yet. Look at it, then save.</p>`;
      case 'removed':
        return html`<p class="message bad">✕ Not saved: the group ${visibleName(this.name)} was removed meanwhile. What you typed still stands in the form.</p>`;
      case 'met':
        return nothing;
      default:
    }
    if (wrong > 0) {
      return html`<p class="message bad">✕ Not saved: ${wrong} of the fields need another value.</p>`;
    }
    const surplus = ((this.stored?.bridge as Json[] | undefined) ?? []).map((entry) => String(entry['node-id']))
      .filter((id) => !this.base.bridges.some(({ nodeId }) => nodeId === id));
    return html`${surplus.length === 0 ? nothing
      : html`<p class="message warn">! A group has two bridges, and this one has more. To save this takes ${visible(surplus.join(', '))} out of it.</p>`}
      ${this.stored === undefined ? nothing : INTERRUPTIONS[interruption(this.base, this.fields)]}`;
  }

  /** What stands beside a field that needs another value. */
  private error(path: string): string | undefined {
    const taken = path === 'name' && this.name === '' && this.taken.includes(this.fields.name);
    return this.errors[path] ?? this.refused[path] ?? (taken ? nameTaken(this.fields.name) : undefined);
  }

  private text(path: string, title: string, value: string, set: (value: string) => void, hint: string, fixed = false) {
    const error = this.error(path);
    const unseen = hasUnseen(value);
    const described = [...(unseen ? [`${path}-unseen`] : []), ...(error === undefined ? [] : [`${path}-error`])].join(' ');
    return html`<div class="field"><label for=${path}>${title}</label>
      <input id=${path} type="text" .value=${fixed ? visible(value) : value} placeholder=${hint} ?readonly=${fixed}
        aria-invalid=${error === undefined ? 'false' : 'true'} aria-describedby=${described === '' ? nothing : described} spellcheck="false"
        autocapitalize="none" @input=${(event: InputEvent) => this.change(path, () => set((event.target as HTMLInputElement).value))}>
      ${unseen ? html`<small class="unseen" id="${path}-unseen">! It holds characters that nobody sees: ${visible(value)}</small>` : nothing}
      ${error === undefined ? nothing : html`<span class="error" id="${path}-error">${error}</span>`}</div>`;
  }

  private leaf(path: string, leaf: Leaf) {
    const value = this.fields.leaves[path] ?? '';
    const error = this.error(path);
    const invalid = error === undefined ? 'false' : 'true';
    const described = `${path}-help${error === undefined ? '' : ` ${path}-error`}`;
    const set = (text: string) => this.change(path, () => { this.fields.leaves[path] = text; });
    const input = leaf.kind === 'boolean'
      ? html`<input id=${path} type="checkbox" .checked=${value === 'true'} aria-invalid=${invalid} aria-describedby=${described}
          @change=${(event: Event) => set(String((event.target as HTMLInputElement).checked))}>`
      : leaf.kind === 'choice'
        ? html`<select id=${path} .value=${value} aria-invalid=${invalid} aria-describedby=${described}
            @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
            ${leaf.values.map((name) => html`<option value=${name} ?selected=${name === value}>${name}</option>`)}</select>`
        : html`<input id=${path} type="text" inputmode="numeric" .value=${value} aria-invalid=${invalid} aria-describedby=${described}
            @input=${(event: InputEvent) => set((event.target as HTMLInputElement).value)}>`;
    return html`<div class="field"><label for=${path}>${leaf.name}${leaf.kind === 'number' && leaf.units ? ` (${UNITS[leaf.units] ?? leaf.units})` : ''}</label>
      ${input}<small id="${path}-help">${leaf.help}</small>
      ${error === undefined ? nothing : html`<span class="error" id="${path}-error">${error}</span>`}</div>`;
  }

  private change(path: string, edit: () => void): void {
    edit();
    this.fields = { ...this.fields };
    if (!['saving', 'met', 'removed'].includes(this.progress.state)) {
      this.progress = { state: 'editing' };
    }
    const { [path]: _, ...refused } = this.refused;
    this.refused = refused;
    // Once something was refused, every correction shows at once.
    if (Object.keys(this.errors).length > 0) {
      this.errors = this.validated(this.fields);
    }
  }

  private validated(fields: GroupFields): Errors {
    return validate(fields, this.name === '' ? this.taken : []);
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    await this.save();
  }

  private async save(): Promise<void> {
    this.refused = {};
    this.errors = this.validated(this.fields);
    if (Object.keys(this.errors).length > 0) {
      this.progress = { state: 'editing' };
      this.showFirst(this.errors);
      return;
    }
    const again = this.progress.state === 'removed';
    const wanted = this.name;
    this.progress = { state: 'saving' };
    try {
      if (this.name === '' || again) {
        await this.create();
      } else {
        await this.modify();
      }
    } catch (error) {
      if (wanted !== this.name) {
        return;
      }
      const { fields, others } = refusals(error, this.fields);
      this.refused = fields;
      this.progress = { state: 'failed', texts: others };
      this.showFirst(fields);
      if (error instanceof RestconfError && error.status === 403) {
        this.dispatchEvent(new CustomEvent('read-only', { bubbles: true, composed: true }));
      }
      if (error instanceof RestconfError && error.tag === 'data-exists') {
        this.dispatchEvent(new CustomEvent('names-changed'));
      }
    }
  }

  private showFirst(errors: Errors): void {
    const [wrong] = Object.keys(errors);
    if (wrong !== undefined) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[id="${wrong}"]`)?.focus());
    }
  }

  private async create(): Promise<void> {
    const saving = savingOf(undefined, this.fields);
    if (saving.kind === 'create') {
      const saved = structuredClone(this.fields);
      await this.client.create(GROUPS, saving.body);
      await this.written(saved, []);
    }
  }

  /**
   * Reads the group, and writes at once what is to be changed: RESTCONF of OpenDaylight sends no ETag and evaluates no
   * If-Match (RFC 8040, section 3.4.1), so the time between the two is all in which a change can be missed, and then
   * only one of the same leaf.
   */
  private async modify(): Promise<void> {
    const wanted = this.name;
    const theirs = await this.read(wanted);
    if (wanted !== this.name) {
      return;
    }
    if (theirs === undefined) {
      this.stored = undefined;
      this.progress = { state: 'removed' };
      return;
    }
    const now = fieldsLike(theirs, this.base);
    const met = changes(this.base, this.fields, now);
    const merged = takeOver(this.fields, now, met);
    if (met.some((change) => change.conflicts) || Object.keys(this.validated(merged)).length > 0) {
      // What does not fit together is a conflict, too.
      this.progress = { state: 'met', changes: met, theirs };
      return;
    }
    const saving = savingOf(theirs, merged);
    if (saving.kind === 'change') {
      await this.client.patch(GROUPS, saving.body);
      if (wanted !== this.name) {
        return;
      }
    }
    this.fields = takeOver(this.fields, now, met);
    if (saving.kind === 'nothing') {
      this.stored = theirs;
      this.base = merged;
      this.progress = met.length === 0 ? { state: 'same' } : { state: 'saved', kept: met };
    } else {
      await this.written(merged, met);
    }
  }

  private async written(saved: GroupFields, kept: readonly Change[]): Promise<void> {
    this.base = saved;
    this.dispatchEvent(new CustomEvent('group-saved', { detail: saved.name }));
    const wanted = this.name;
    // For the call to copy; before anything is saved it is read again.
    const group = await this.read(saved.name).catch(() => this.stored);
    if (wanted === this.name) {
      this.stored = group;
      this.progress = { state: 'saved', kept };
    }
  }

  private takeTheirs(): void {
    if (this.progress.state === 'met') {
      const { changes: met, theirs } = this.progress;
      const now = fieldsLike(theirs, this.base);
      this.fields = takeOver(this.fields, now, met);
      this.stored = theirs;
      this.base = now;
      this.progress = { state: 'taken' };
    }
  }

  private writeOver(): void {
    if (this.progress.state === 'met') {
      const { changes: met, theirs } = this.progress;
      const now = fieldsLike(theirs, this.base);
      this.fields = takeOver(this.fields, now, met.filter((change) => !change.conflicts));
      this.stored = theirs;
      this.base = now;
      void this.save();
    }
  }
}
