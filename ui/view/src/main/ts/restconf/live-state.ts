/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { GroupHistory } from '../model/group-history';
import type { GroupState } from '../model/group-state';
import { type DataChange, StateTree } from '../model/state-tree';
import { RestconfClient, RestconfError } from './client';
import { messages } from './event-stream';

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  /** Without the right to subscribe the state is read every few seconds. */
  | { state: 'polling' }
  | { state: 'lost'; since: number; retryAt: number; reason: string }
  /** The name or password is wrong, or no longer right. */
  | { state: 'unauthorized' }
  | { state: 'forbidden'; reason: string };

const STATE = 'bridge-failover:failover-state';
const GROUPS = 'bridge-failover:failover-groups';
// Everything of a group but its hosts, which can be thousands.
const WITHOUT_HOSTS = 'fields=group(name;status;status-reason;primary;verdict;bridge;last-failover;event;statistics)';

/** The controller writes at least a sign of life every ten seconds. */
const SILENCE_LIMIT = 25_000;
const FIRST_RETRY = 500;
const LAST_RETRY = 8_000;
const POLL_INTERVAL = 3_000;
const POLLS_PER_HOSTS = 10;

/**
 * Follows the operational state: one event stream, which begins with the whole state and goes on with what changes.
 * A connection that is lost is made anew, and begins with the whole state again, so that nothing is missed.
 */
export class LiveState extends EventTarget {
  readonly tree = new StateTree();
  connection: Connection = { state: 'connecting' };
  /** The names of the configured groups; undefined until they are known. */
  configured: string[] | undefined;
  /** What the controller's clock is ahead of ours, in milliseconds. */
  clockAhead = 0;

  private readonly histories = new Map<string, GroupHistory>();
  private running: AbortController | undefined;
  private wake: (() => void) | undefined;
  private notified = false;

  constructor(private readonly client: RestconfClient) {
    super();
  }

  start(): void {
    this.stop();
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
  }

  /** Tries at once to make a lost connection anew. */
  retry(): void {
    this.wake?.();
  }

  history(group: string): GroupHistory {
    let history = this.histories.get(group);
    if (history === undefined) {
      history = new GroupHistory();
      this.histories.set(group, history);
    }
    return history;
  }

  /** All groups that are configured or have a state, by name. */
  groupNames(): string[] {
    return [...new Set([...(this.configured ?? []), ...this.tree.groups.keys()])]
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  group(name: string): GroupState | undefined {
    return this.tree.groups.get(name);
  }

  /** Reads which groups are configured. */
  async readConfigured(): Promise<void> {
    const data = await this.client.read(GROUPS, 'content=config&fields=group(name)');
    const root = data?.[GROUPS] as { group?: { name: string }[] } | undefined;
    this.configured = (root?.group ?? []).map(({ name }) => name);
    this.changed();
  }

  private async run(signal: AbortSignal): Promise<void> {
    let pause = FIRST_RETRY;
    this.connect({ state: 'connecting' });
    while (!signal.aborted) {
      try {
        await this.readConfigured();
        await this.follow(signal, () => {
          pause = FIRST_RETRY;
        });
        throw new RestconfError(0, '', 'The controller has closed the event stream.');
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        const status = error instanceof RestconfError ? error.status : 0;
        const reason = error instanceof Error ? error.message : String(error);
        if (status === 401 || status === 403) {
          this.connect(status === 401 ? { state: 'unauthorized' } : { state: 'forbidden', reason });
          return;
        }
        const since = this.connection.state === 'lost' ? this.connection.since : Date.now();
        this.connect({ state: 'lost', since, retryAt: Date.now() + pause, reason });
        await this.sleep(pause, signal);
        pause = Math.min(pause * 2, LAST_RETRY);
      }
    }
  }

  private async follow(signal: AbortSignal, working: () => void): Promise<void> {
    let stream: string;
    try {
      const output = await this.client.invoke('sal-remote:create-data-change-event-subscription',
        { path: `/${STATE}`, 'sal-remote-augment:datastore': 'OPERATIONAL' }, signal);
      stream = String(output['stream-name']);
    } catch (error) {
      if (error instanceof RestconfError && error.status === 403) {
        await this.poll(signal);
      }
      throw error;
    }
    const connection = new AbortController();
    const abort = () => connection.abort();
    signal.addEventListener('abort', abort);
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    try {
      // Only what changed, each entry as a whole; without the parameter the whole group would come every second.
      const body = await this.client.stream(`json/${stream}?odl-child-nodes-only=true`, connection.signal);
      const alive = () => {
        clearTimeout(watchdog);
        watchdog = setTimeout(abort, SILENCE_LIMIT);
      };
      alive();
      // The stream begins with the whole state, but with nothing where there is none.
      const configured = this.configured ?? [];
      [...this.tree.groups.keys()].filter((name) => !configured.includes(name)).forEach((name) => this.tree.groups.delete(name));
      this.connect({ state: 'live' });
      working();
      for await (const message of messages(body)) {
        alive();
        if (message !== '') {
          this.receive(message);
        }
      }
    } catch (error) {
      if (connection.signal.aborted && !signal.aborted) {
        throw new RestconfError(0, '', 'Nothing was heard from the controller for a while.');
      }
      throw error;
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', abort);
      connection.abort();
    }
  }

  private receive(message: string): void {
    const notification = (JSON.parse(message) as Record<string, Record<string, unknown>>)['ietf-restconf:notification'];
    const changed = notification?.['sal-remote:data-changed-notification'] as { 'data-change-event'?: DataChange[] } | undefined;
    const at = Date.parse(String(notification?.['event-time']));
    if (!Number.isNaN(at)) {
      this.clockAhead = at - Date.now();
    }
    const before = this.tree.groups.size;
    changed?.['data-change-event']?.forEach((change) => this.tree.apply(change));
    this.observed();
    if (this.tree.groups.size !== before) {
      // a group came or went, and so did perhaps its configuration
      void this.readConfigured().catch(() => undefined);
    }
  }

  private observed(): void {
    for (const group of this.tree.groups.values()) {
      this.history(group.name).observe(group);
    }
    this.changed();
  }

  /** Reads the state again and again; ends with the error that ends it. */
  private async poll(signal: AbortSignal): Promise<never> {
    for (let round = 0; ; round += 1) {
      const query = round % POLLS_PER_HOSTS === 0 ? 'content=nonconfig' : `content=nonconfig&${WITHOUT_HOSTS}`;
      const data = await this.client.read(STATE, query, signal);
      const hosts = [...this.tree.groups.values()];
      this.tree.apply({ path: `/${STATE}`, operation: data === undefined ? 'deleted' : 'updated', ...(data && { data }) });
      if (round % POLLS_PER_HOSTS !== 0) {
        hosts.forEach((old) => keepHosts(old, this.tree.groups.get(old.name)));
      }
      this.connect({ state: 'polling' });
      this.observed();
      await this.sleep(POLL_INTERVAL, signal);
      signal.throwIfAborted();
      await this.readConfigured();
    }
  }

  private connect(connection: Connection): void {
    this.connection = connection;
    this.changed();
  }

  /** Tells the listeners, at most once per turn of the event loop. */
  private changed(): void {
    if (!this.notified) {
      this.notified = true;
      queueMicrotask(() => {
        this.notified = false;
        this.dispatchEvent(new Event('change'));
      });
    }
  }

  /** Waits, but not longer than until somebody wakes it or all is over. */
  private async sleep(millis: number, signal: AbortSignal): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let end: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      end = resolve;
      timer = setTimeout(end, millis);
      this.wake = end;
      signal.addEventListener('abort', end);
    });
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    this.wake = undefined;
  }
}

function keepHosts(old: GroupState, group: GroupState | undefined): void {
  if (group !== undefined) {
    old.hosts.forEach((host, key) => group.hosts.set(key, host));
    old.remoteHosts.forEach((host, key) => group.remoteHosts.set(key, host));
    group.hostsVersion = old.hostsVersion;
  }
}
