/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type Action, failure } from './model/actions';
import { age, count, micros } from './model/format';
import type { BridgeState, GroupState } from './model/group-state';
import type { HostRow } from './model/host-rows';
import { type Mark, causeWord, meaning, statusMark, verdictMeaning } from './model/marks';
import { visible, visibleName } from './model/visible-text';
import { RestconfClient, RestconfError } from './restconf/client';
import { LiveState } from './restconf/live-state';
import { Session } from './restconf/session';
import type { ActionDialog } from './view/action-dialog';
import './view/action-dialog';
import './view/bridge-health';
import './view/event-log';
import { frame } from './view/frame';
import './view/group-form';
import './view/group-picture';
import './view/host-table';
import './view/sign-in-form';
import type { Credentials } from './view/sign-in-form';
import { shared, tokens } from './view/styles';
import './view/takeover-timeline';

type Tab = 'overview' | 'hosts' | 'configuration';
type Theme = 'system' | 'light' | 'dark';

const TABS: { id: Tab; title: string }[] = [
  { id: 'overview', title: 'Overview' },
  { id: 'hosts', title: 'Hosts' },
  { id: 'configuration', title: 'Configuration' },
];

const THEMES: Theme[] = ['system', 'light', 'dark'];

/**
 * The user interface. Alone on a page it asks its user to sign in; embedded, it is given the header Authorization, and
 * fires `session-ended` when the controller no longer accepts it.
 */
@customElement('bridge-failover-view')
export class BridgeFailoverView extends LitElement {
  static override styles = [tokens, shared, frame];

  @property({ type: Boolean }) embedded = false;
  @property({ attribute: false }) authorization: string | undefined;
  @state() private chosen: string | undefined;
  @state() private adding = false;
  @state() private tab: Tab = 'overview';
  @state() private theme: Theme = 'system';
  @state() private readOnly = false;
  @state() private signInMessage = '';
  @state() private signingIn = false;
  @state() private version = 0;
  @state() private now = Date.now();
  @query('action-dialog') private dialog!: ActionDialog;

  private session = new Session(undefined);
  private client = new RestconfClient(this.session);
  private live = new LiveState(this.client);
  private ticker: ReturnType<typeof setInterval> | undefined;

  private readonly changed = () => {
    if (this.live.connection.state === 'unauthorized') {
      this.ended('The controller no longer accepts this user name and password. Sign in again.');
    }
    this.version += 1;
  };

  private readonly online = () => this.live.retry();

  override connectedCallback(): void {
    super.connectedCallback();
    this.session = new Session(this.embedded ? undefined : window.sessionStorage);
    this.client = this.clientOf(this.session);
    this.live = new LiveState(this.client);
    this.live.addEventListener('change', this.changed);
    window.addEventListener('online', this.online);
    this.ticker = setInterval(() => {
      this.now = Date.now();
    }, 1000);
    if (this.session.authorization !== undefined) {
      this.live.start();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.live.stop();
    this.live.removeEventListener('change', this.changed);
    window.removeEventListener('online', this.online);
    clearInterval(this.ticker);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // Not earlier: what was set before the element was defined is known only now.
    if (this.embedded && changed.has('authorization')) {
      this.session.adopt(this.authorization);
      if (this.authorization !== undefined) {
        this.live.start();
      }
    }
    // What is shown does not change because another group comes or goes.
    this.chosen ??= this.live.groupNames()[0];
  }

  override render() {
    if (this.session.authorization === undefined) {
      return html`<sign-in-form .message=${this.signInMessage} ?busy=${this.signingIn} @sign-in=${this.signIn}></sign-in-form>`;
    }
    return html`
      ${this.bar()}
      ${this.banner()}
      ${this.content()}
      <action-dialog .client=${this.client} @action-done=${this.done} @read-only=${this.refused}></action-dialog>`;
  }

  private bar() {
    return html`
      <header class="bar">
        <h1>Understudy</h1>
        ${this.connectionTag()}
        ${this.readOnly ? html`<span class="tag" title="The controller refused a change by this account">read only</span>` : nothing}
        <span class="spring"></span>
        <label class="quiet"><span class="word">Colours</span>
          <select aria-label="Colours" @change=${(event: Event) => this.setTheme((event.target as HTMLSelectElement).value as Theme)}>
            ${THEMES.map((theme) => html`<option value=${theme} ?selected=${theme === this.theme}>${theme}</option>`)}
          </select></label>
        ${this.embedded ? nothing : html`<span class="quiet user">${visible(this.session.user)}</span>
          <button @click=${() => this.ended('')}>Sign out</button>`}
      </header>`;
  }

  private connectionTag() {
    switch (this.live.connection.state) {
      case 'live': return html`<span class="tag good" role="status">● live</span>`;
      case 'polling': return html`<span class="tag info" role="status" title="This account may not subscribe to events; the state is read every three seconds">● every 3 s</span>`;
      case 'lost': return html`<span class="tag warn" role="status">! no connection</span>`;
      default: return html`<span class="tag" role="status">… connecting</span>`;
    }
  }

  private banner() {
    const { connection } = this.live;
    if (connection.state !== 'lost') {
      return nothing;
    }
    const seconds = Math.max(0, Math.ceil((connection.retryAt - this.now) / 1000));
    return html`<div class="banner" role="alert">
      <span><b>The connection to the controller is lost</b> since ${age(this.now - connection.since)}. ${connection.reason}
        What is shown is the last that was known. The bridges go on forwarding meanwhile.</span>
      <button @click=${() => this.live.retry()}>${seconds > 0 ? `Try now (${seconds} s)` : 'Trying ...'}</button></div>`;
  }

  private content() {
    const { connection, configured } = this.live;
    if (connection.state === 'forbidden') {
      return notice('This account may not read the state', `${connection.reason} Ask for the right to read /rests/data, or sign in with another account.`,
        this.embedded ? nothing : html`<button class="primary" @click=${() => this.ended('')}>Sign in with another account</button>`);
    }
    const names = this.live.groupNames();
    if (configured === undefined && names.length === 0) {
      return connection.state === 'lost'
        ? notice('No answer from the controller', 'It may be starting, which takes about half a minute. The page goes on trying.', nothing)
        : notice('Reading the state ...', '', nothing);
    }
    // Who is editing the configuration of a group keeps it before him, also if somebody else removes the group.
    const editing = this.tab === 'configuration' && !this.adding ? this.chosen : undefined;
    if (names.length === 0 && !this.adding && editing === undefined) {
      return notice('No group is configured yet',
        'A group is a pair of bridges of which one forwards and the other one takes over. Both must be connected to this controller.',
        html`<button class="primary" ?disabled=${this.readOnly} @click=${() => { this.adding = true; }}>Configure a group</button>`);
    }
    const name = this.adding ? undefined : names.includes(this.chosen ?? '') ? this.chosen : editing ?? names[0];
    const listed = name === undefined || names.includes(name) ? names : [...names, name];
    return html`<div class="layout ${connection.state === 'lost' ? 'stale' : ''}">
      <nav aria-label="Groups">
        ${repeat(listed, (entry) => entry, (entry) => this.entry(entry, entry === name))}
        <button class="add" aria-current=${this.adding ? 'true' : 'false'} ?disabled=${this.readOnly}
          @click=${() => { this.adding = true; }}>+ New group</button>
      </nav>
      <main>${name === undefined ? this.form('') : this.groupPage(name)}</main></div>`;
  }

  private entry(name: string, chosen: boolean) {
    const mark = this.mark(name);
    return html`<button aria-current=${chosen ? 'true' : 'false'} @click=${() => { this.chosen = name; this.adding = false; }}>
      <span class=${mark.tone} aria-hidden="true">${mark.sign}</span><b>${visibleName(name)}</b><small>${mark.word}</small></button>`;
  }

  private isRemoved(name: string): boolean {
    return this.live.group(name) === undefined && this.live.configured?.includes(name) === false;
  }

  private mark(name: string): Mark {
    return this.isRemoved(name) ? { tone: 'bad', sign: '✕', word: 'removed' } : statusMark(this.live.group(name)?.status);
  }

  private groupPage(name: string) {
    const group = this.live.group(name);
    const mark = this.mark(name);
    return html`
      <div class="panel">
        <div class="title">
          <h2>${visibleName(name)}</h2>
          <span class="tag status ${mark.tone}" id="status" role="status">${mark.sign} ${mark.word}</span>
          <span class="spring"></span>
          ${group === undefined ? nothing : html`<div class="actions">${this.actions(group)}</div>`}
          <p class=${group?.reason ? mark.tone : 'quiet'} id="reason">${this.isRemoved(name) ? 'Its form stays until you leave it.'
            : group?.reason || meaning(group?.status)}</p>
        </div>
        ${group === undefined ? nothing : this.facts(group)}
      </div>
      <div role="tablist" aria-label="Parts of the page" @keydown=${(event: KeyboardEvent) => this.tabKey(event, name)}>
        ${TABS.map((tab) => html`<button role="tab" id="tab-${tab.id}" aria-selected=${tab.id === this.tab ? 'true' : 'false'}
          aria-controls="part" tabindex=${tab.id === this.tab ? 0 : -1} @click=${() => this.turnTo(tab.id, name)}>${tab.title}</button>`)}
      </div>
      <div role="tabpanel" id="part" aria-labelledby="tab-${this.tab}">${this.tabContent(name, group)}</div>`;
  }

  private actions(group: GroupState) {
    const ask = (action: Action) => () => void this.dialog.ask(action, group);
    return html`
      <button ?disabled=${this.readOnly || group.bridges.size < 2} @click=${ask({ kind: 'switchover' })}>Switch over</button>
      <button ?disabled=${this.readOnly} @click=${ask({ kind: 'announce' })}>Announce</button>
      <button ?disabled=${this.readOnly} @click=${ask({ kind: 'clear-hosts' })}>Clear hosts</button>`;
  }

  private facts(group: GroupState) {
    const { statistics, lastFailover } = group;
    const detected = lastFailover?.['detected-at'];
    return html`<div class="facts">
      <span>primary <b id="primary">${group.primary ?? 'none'}</b></span>
      <span title=${verdictMeaning(group.verdict)}>verdict <b id="verdict">${group.verdict ?? 'none'}</b></span>
      <span>hosts <b>${count(statistics.hosts ?? 0)}</b> local, <b>${count(statistics['remote-hosts'] ?? 0)}</b> remote</span>
      <span>takeovers <b>${statistics.failovers ?? 0}</b></span>
      ${detected === undefined ? nothing : html`<span>last <b>${causeWord(lastFailover?.cause)}</b>,
        ${age(this.now + this.live.clockAhead - Date.parse(detected))} ago, gate open after
        <b>${micros(Number(lastFailover?.['suspected-before'] ?? 0) + Number(lastFailover?.['gate-open'] ?? NaN))}</b></span>`}
      ${(statistics['hold-down-remaining'] ?? 0) > 0 ? html`<span class="warn">failback held down for
        <b>${statistics['hold-down-remaining']} s</b></span>` : nothing}
      <span title="How much later than asked the controller's own timer came: a takeover is later by as much">controller late by
        <b>${micros(Number(statistics['high-lateness'] ?? NaN))}</b> (p95), <b>${micros(Number(statistics['max-lateness'] ?? NaN))}</b> at most</span>
    </div>`;
  }

  private tabContent(name: string, group: GroupState | undefined) {
    if (this.tab === 'configuration') {
      return this.form(name);
    }
    if (group === undefined) {
      return notice('Nothing is known of this group yet', 'It is configured, and the controller has not published its state.', nothing);
    }
    if (this.tab === 'hosts') {
      return html`<host-table .group=${group} .version=${group.hostsVersion} ?readonly=${this.readOnly}
        @forget-host=${({ detail }: CustomEvent<HostRow>) => void this.dialog.ask({ kind: 'clear-hosts', mac: detail.mac, vlan: detail.vlan }, group)}
        ></host-table>`;
    }
    const history = this.live.history(name);
    return html`
      <div class="overview">
        <section class="panel" aria-labelledby="picture"><header><h3 id="picture">Path of the traffic</h3></header>
          <div class="body"><group-picture .group=${group} .version=${this.version}></group-picture></div></section>
        <div class="stack">${group.orderedBridges().map((bridge) => html`
          <bridge-health .bridge=${bridge} .history=${history} .version=${this.version} .clockAhead=${this.live.clockAhead}>
            ${this.maintenance(bridge, group)}</bridge-health>`)}
          ${group.bridges.size === 0 ? html`<div class="panel"><p class="empty">Nothing is known of the bridges: the group does not run.</p></div>` : nothing}
        </div>
      </div>
      <takeover-timeline .takeovers=${history.takeovers} .version=${this.version}></takeover-timeline>
      <event-log .events=${group.orderedEvents()}></event-log>`;
  }

  private maintenance(bridge: BridgeState, group: GroupState) {
    const enabled = bridge.maintenance !== true;
    return html`<button slot="actions" ?disabled=${this.readOnly}
      @click=${() => void this.dialog.ask({ kind: 'maintenance', bridge: bridge['node-id'], enabled }, group)}>
      ${enabled ? 'Take out of service' : 'Put into service'}</button>`;
  }

  private form(name: string) {
    return html`<group-form .client=${this.client} .name=${name} .taken=${this.live.configured ?? []} .reason=${this.live.group(name)?.reason ?? ''}
      .user=${this.session.user} ?readonly=${this.readOnly} @names-changed=${() => void this.live.readConfigured().catch(() => undefined)}
      @group-saved=${this.saved} @read-only=${this.refused} @remove-group=${() => {
        const group = this.live.group(name);
        if (group !== undefined) {
          void this.dialog.ask({ kind: 'remove-group' }, group);
        }
      }}></group-form>`;
  }

  private saved(event: CustomEvent<string>): void {
    if (this.adding) {
      this.adding = false;
      this.chosen = event.detail;
      this.tab = 'overview';
    }
    void this.live.readConfigured().catch(() => undefined);
  }

  private done(event: CustomEvent<Action>): void {
    if (event.detail.kind === 'remove-group') {
      this.tab = 'overview';
      void this.live.readConfigured().catch(() => undefined);
    }
  }

  private refused(): void {
    this.readOnly = true;
  }

  /** Shows a part of the group that is shown: another one than the chosen one, where that was removed. */
  private turnTo(tab: Tab, name: string): void {
    this.chosen = name;
    this.tab = tab;
  }

  private tabKey(event: KeyboardEvent, name: string): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const at = TABS.findIndex((tab) => tab.id === this.tab);
      const next = TABS[(at + step + TABS.length) % TABS.length] as (typeof TABS)[number];
      this.turnTo(next.id, name);
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus());
    }
  }

  private setTheme(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') {
      this.removeAttribute('theme');
    } else {
      this.setAttribute('theme', theme);
    }
  }

  /** The page itself stands beside RESTCONF, also where a proxy has both below a path of its own. */
  private clientOf(session: Session): RestconfClient {
    return new RestconfClient(session, this.embedded ? '/rests' : '../rests');
  }

  private async signIn(event: CustomEvent<Credentials>): Promise<void> {
    const { user, password, keep } = event.detail;
    const tried = new Session(undefined);
    tried.signIn(user, password, false);
    this.signInMessage = '';
    this.signingIn = true;
    try {
      await this.clientOf(tried).read('bridge-failover:failover-groups', 'content=config&depth=1');
    } catch (error) {
      // Who may not read is somebody nevertheless; the page says so then.
      if (!(error instanceof RestconfError) || error.status !== 403) {
        this.signInMessage = signInFailure(error);
        return;
      }
    } finally {
      this.signingIn = false;
    }
    this.readOnly = false;
    this.session.signIn(user, password, keep);
    this.live.start();
    this.requestUpdate();
  }

  /** Signs out: by the user's wish, or because the controller refused; `message` says why. */
  private ended(message: string): void {
    this.live.stop();
    this.session.signOut();
    this.signInMessage = message;
    this.chosen = undefined;
    this.adding = false;
    // Nothing of what one account could read is left for the next one.
    this.live.removeEventListener('change', this.changed);
    this.live = new LiveState(this.client);
    this.live.addEventListener('change', this.changed);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('session-ended', { detail: message, bubbles: true }));
  }
}

function signInFailure(error: unknown): string {
  if (error instanceof RestconfError && error.status === 401) {
    return 'This user name and password do not fit. Check both, and try again.';
  }
  return `${failure(error)} It may be starting, which takes about half a minute.`;
}

function notice(title: string, text: string, action: unknown) {
  return html`<div class="notice" role="status"><h2>${title}</h2><p class="quiet">${text}</p>${action}</div>`;
}

