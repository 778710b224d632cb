/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

type Json = Record<string, unknown>;

const PAGE = process.env.PAGE_DIRECTORY ?? 'target/page';
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
const ROOT = '/bridge-failover:failover-state';
const ADMIN = `Basic ${Buffer.from('admin:admin').toString('base64')}`;

/**
 * A RESTCONF that answers as the controller does, and as it does in its bad hours: it can be silent, refuse, and hold
 * ten thousand hosts. The controller itself is behind the page in the system tests.
 */
export class RestconfStub {
  groups: Json[] = [];
  configuration: Json[] = [];
  readonly requests: string[] = [];
  readonly bodies: Json[] = [];
  denied = new Set<'read' | 'change' | 'subscribe'>();
  /** What the next change is answered with, instead of being done. */
  refusal: { status: number; body: Json } | undefined;
  /** The path that a proxy puts before all others. */
  prefix = '';
  private reachable = true;
  private readonly streams = new Set<ServerResponse>();
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Tells all pages of a change below a group. */
  push(group: string, child: string, data: unknown, operation = 'updated'): void {
    const name = child.replace(/\[.*/, '');
    this.send([{
      path: `${ROOT}/group[name='${group}']/${child}`, operation,
      ...(operation === 'deleted' ? {} : { data: { [`bridge-failover:${name}`]: data } }),
    }]);
  }

  /** Tells all pages that a group is gone. */
  remove(group: string): void {
    this.groups = this.groups.filter(({ name }) => name !== group);
    this.send([{ path: `${ROOT}/group[name='${group}']`, operation: 'deleted' }]);
  }

  /** Ends all connections and takes no new ones. */
  cut(): void {
    this.reachable = false;
    this.streams.forEach((stream) => stream.destroy());
    this.streams.clear();
  }

  mend(): void {
    this.reachable = true;
  }

  private send(changes: Json[], to: Iterable<ServerResponse> = this.streams): void {
    const message = JSON.stringify({
      'ietf-restconf:notification': {
        'event-time': new Date().toISOString(), 'sal-remote:data-changed-notification': { 'data-change-event': changes },
      },
    });
    for (const stream of to) {
      stream.write(`data: ${message}\n\n`);
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '').slice(this.prefix.length);
    if (path.startsWith('/understudy/')) {
      this.page(path.slice('/understudy/'.length) || 'index.html', response);
      return;
    }
    if (!this.reachable) {
      request.socket.destroy();
      return;
    }
    this.requests.push(`${request.method} ${path}`);
    let body = '';
    for await (const chunk of request) {
      body += String(chunk);
    }
    if (request.headers.authorization !== ADMIN) {
      response.writeHead(401, { 'WWW-Authenticate': 'BASIC realm="application"' }).end();
    } else if (path.startsWith('/rests/streams/')) {
      this.stream(response);
    } else if (path.startsWith('/rests/operations/sal-remote:')) {
      this.unless('subscribe', response, () => answer(response, 200, { 'sal-remote:output': { 'stream-name': 'urn:uuid:1' } }));
    } else if (request.method === 'GET') {
      this.unless('read', response, () => this.read(path, response));
    } else {
      this.bodies.push(body === '' ? {} : (JSON.parse(body) as Json));
      this.unless('change', response, () => this.change(request.method ?? '', response));
    }
  }

  private change(method: string, response: ServerResponse): void {
    const body = this.bodies.at(-1) ?? {};
    const [created] = (body['bridge-failover:group'] as Json[] | undefined) ?? [];
    if (this.refusal !== undefined) {
      answer(response, this.refusal.status, this.refusal.body);
      this.refusal = undefined;
    } else if (method === 'PATCH') {
      const edits = (body['ietf-yang-patch:yang-patch'] as { edit: PatchEdit[] }).edit;
      edits.forEach((edit) => this.apply(edit));
      answer(response, 200, { 'ietf-yang-patch:yang-patch-status': { 'patch-id': 'form', ok: [null] } });
    } else if (method === 'POST' && created !== undefined) {
      if (this.configuration.some((entry) => entry.name === created.name)) {
        const at = `/bridge-failover:failover-groups/group[name='${String(created.name)}']`;
        answer(response, 409, { errors: { error: [{ 'error-type': 'protocol', 'error-tag': 'data-exists', 'error-path': at, 'error-message': 'Data already exists' }] } });
        return;
      }
      this.configuration.push(created);
      response.writeHead(201).end();
    } else {
      response.writeHead(204).end();
    }
  }

  private apply(edit: PatchEdit): void {
    const [, key = '', target = ''] = /^\/group=([^/]*)(.*)$/.exec(edit.target) ?? [];
    const name = decodeURIComponent(key);
    if (target === '' && edit.operation === 'remove') {
      this.configuration = this.configuration.filter((group) => group.name !== name);
    } else {
      applyEdit(this.configuration.find((group) => group.name === name) ?? {}, { ...edit, target });
    }
  }

  private unless(right: 'read' | 'change' | 'subscribe', response: ServerResponse, allowed: () => void): void {
    if (this.denied.has(right)) {
      response.writeHead(403).end('<html>Forbidden</html>');
    } else {
      allowed();
    }
  }

  private read(path: string, response: ServerResponse): void {
    const state = path.endsWith('failover-state');
    const list = state ? this.groups : this.configuration;
    if (list.length === 0) {
      answer(response, 409, { errors: { error: [{ 'error-tag': 'data-missing', 'error-message': 'Request could not be completed because the relevant data model content does not exist' }] } });
    } else {
      answer(response, 200, { [`bridge-failover:failover-${state ? 'state' : 'groups'}`]: { group: list } });
    }
  }

  private stream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
    if (this.groups.length > 0) {
      this.send([{ path: ROOT, operation: 'created', data: { 'bridge-failover:failover-state': { group: this.groups } } }], [response]);
    }
  }

  private page(name: string, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': TYPES[name.split('.').pop() ?? ''] ?? 'text/plain' });
    response.end(readFileSync(join(PAGE, name)));
  }
}

interface PatchEdit {
  operation: string;
  target: string;
  value?: Json;
}

/** One edit of a YANG Patch, of a leaf of a container, or of a bridge. */
function applyEdit(group: Json, { operation, target, value }: PatchEdit): void {
  const [first = '', leaf] = target.slice(1).split('/');
  const content = value === undefined ? undefined : Object.values(value)[0];
  const [list, key] = first.split('=');
  if (list === 'bridge' && key !== undefined) {
    const bridges = (group.bridge as Json[]).filter((bridge) => bridge['node-id'] !== decodeURIComponent(key));
    group.bridge = operation === 'remove' ? bridges : [...bridges, ...(content as Json[])];
  } else if (leaf !== undefined) {
    group[first] = { ...(group[first] as Json | undefined), [leaf]: content };
  }
}

function answer(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'Content-Type': 'application/yang-data+json' }).end(JSON.stringify(body));
}
