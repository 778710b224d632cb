/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { visible } from '../model/visible-text';
import type { Session } from './session';

const JSON_TYPE = 'application/yang-data+json';
const PATCH_TYPE = 'application/yang-patch+json';

/** One error of an answer (RFC 8040, section 7.1). */
export interface ErrorDetail {
  /** The error-tag, empty if there is none. */
  tag: string;
  /** In words, as it may be shown. */
  message: string;
  /** The node that is concerned, an instance identifier; empty if none is named. */
  path: string;
}

/** An answer of RESTCONF that is not a success, or none at all. */
export class RestconfError extends Error {
  /**
   * @param status the HTTP status, 0 if the controller did not answer
   * @param tag the error-tag of the first error, empty if there is none
   * @param message of the first error, in words
   * @param details all errors that the answer names
   */
  constructor(readonly status: number, readonly tag: string, message: string, readonly details: readonly ErrorDetail[] = []) {
    super(message);
  }
}

interface ErrorList {
  error?: { 'error-tag'?: string; 'error-message'?: string; 'error-path'?: string }[];
}

interface PatchStatus {
  ok?: unknown;
  errors?: ErrorList;
  'edit-status'?: { edit?: { errors?: ErrorList }[] };
}

interface ErrorBody {
  'ietf-restconf:errors'?: ErrorList;
  errors?: ErrorList;
  'ietf-yang-patch:yang-patch-status'?: PatchStatus;
}

// A YANG Patch tells of errors as a whole, and of each edit (RFC 8072, section 2.3).
function errorsIn(body: ErrorBody): ErrorDetail[] {
  const status = body['ietf-yang-patch:yang-patch-status'];
  const lists = [body['ietf-restconf:errors'], body.errors, status?.errors, ...(status?.['edit-status']?.edit ?? []).map((edit) => edit.errors)];
  return lists.flatMap((list) => list?.error ?? []).map((error) => ({
    tag: error['error-tag'] ?? '', message: visible(error['error-message'] ?? ''), path: error['error-path'] ?? '',
  }));
}

async function errorOf(response: Response): Promise<RestconfError> {
  let body: ErrorBody | null = {};
  try {
    body = (await response.json()) as ErrorBody | null;
  } catch {
    // Not JSON: the server, or something between, has answered instead of RESTCONF.
  }
  const details = errorsIn(body ?? {});
  const [first] = details;
  return new RestconfError(response.status, first?.tag ?? '', first?.message || visible(`HTTP ${response.status} ${response.statusText}`.trim()), details);
}

/** RESTCONF (RFC 8040) in JSON. */
export class RestconfClient {
  /** @param base where RESTCONF is, relative to the page: behind a proxy the page may be below another path */
  constructor(private readonly session: Session, private readonly base = '/rests') {}

  /** The address of the root resource, for people. */
  get root(): string {
    return new URL(this.base, document.baseURI).href;
  }

  /** Reads data; undefined if there are none. */
  async read(path: string, query = '', signal?: AbortSignal): Promise<Record<string, unknown> | undefined> {
    try {
      const response = await this.send('GET', `data/${path}${query === '' ? '' : `?${query}`}`, undefined, signal);
      return (await response.json()) as Record<string, unknown>;
    } catch (error) {
      if (error instanceof RestconfError && (error.tag === 'data-missing' || error.status === 404)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Creates an entry below `path`; refused with data-exists if it is there, however short a time before it came. */
  async create(path: string, body: unknown): Promise<void> {
    await this.send('POST', `data/${path}`, body);
  }

  /** Does all edits of a YANG Patch (RFC 8072), or none. */
  async patch(path: string, body: unknown): Promise<void> {
    const response = await this.send('PATCH', `data/${path}`, body, undefined, JSON_TYPE, PATCH_TYPE);
    const text = await response.clone().text();
    const status = text === '' ? undefined : (JSON.parse(text) as ErrorBody)['ietf-yang-patch:yang-patch-status'];
    if (status !== undefined && !('ok' in status)) {
      throw await errorOf(response);
    }
  }

  /** Calls an operation; the answer is the content of its output, empty if it has none. */
  async invoke(operation: string, input: Record<string, unknown>, signal?: AbortSignal): Promise<Record<string, unknown>> {
    const module = operation.slice(0, operation.indexOf(':'));
    const response = await this.send('POST', `operations/${operation}`, { [`${module}:input`]: input }, signal);
    const text = await response.text();
    const output = text === '' ? {} : (JSON.parse(text) as Record<string, Record<string, unknown>>);
    return output[`${module}:output`] ?? {};
  }

  /** Opens an event stream (text/event-stream). */
  async stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await this.send('GET', `streams/${path}`, undefined, signal, 'text/event-stream');
    if (response.body === null) {
      throw new RestconfError(response.status, '', 'The controller opened no event stream.');
    }
    return response.body;
  }

  private async send(method: string, path: string, body?: unknown, signal?: AbortSignal, accept = JSON_TYPE, type = JSON_TYPE): Promise<Response> {
    const headers: Record<string, string> = { Accept: accept };
    if (body !== undefined) {
      headers['Content-Type'] = type;
    }
    if (this.session.authorization !== undefined) {
      headers.Authorization = this.session.authorization;
    }
    let response: Response;
    try {
      response = await fetch(`${this.base}/${path}`, {
        method,
        headers,
        // Without credentials the browser neither keeps a session's cookie, nor asks for a password by itself on 401.
        credentials: 'omit',
        cache: 'no-store',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new RestconfError(0, '', 'The controller does not answer.');
    }
    if (!response.ok) {
      throw await errorOf(response);
    }
    return response;
  }
}
