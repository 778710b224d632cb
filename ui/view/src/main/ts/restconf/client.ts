/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import type { Session } from './session';

const JSON_TYPE = 'application/yang-data+json';

/** An answer of RESTCONF that is not a success, or none at all. */
export class RestconfError extends Error {
  /**
   * @param status the HTTP status, 0 if the controller did not answer
   * @param tag the error-tag of RFC 8040, empty if there is none
   * @param message in words
   * @param path the node that is concerned, empty if none is named
   */
  constructor(readonly status: number, readonly tag: string, message: string, readonly path = '') {
    super(message);
  }
}

interface ErrorBody {
  [name: string]: { error?: { 'error-tag'?: string; 'error-message'?: string; 'error-path'?: string }[] } | undefined;
}

async function errorOf(response: Response): Promise<RestconfError> {
  let body: ErrorBody = {};
  try {
    body = (await response.json()) as ErrorBody;
  } catch {
    // Not JSON: the server, or something between, has answered instead of RESTCONF.
  }
  const error = (body['ietf-restconf:errors'] ?? body.errors)?.error?.[0];
  return new RestconfError(response.status, error?.['error-tag'] ?? '',
    error?.['error-message'] ?? `HTTP ${response.status} ${response.statusText}`.trim(), error?.['error-path'] ?? '');
}

/** RESTCONF (RFC 8040) in JSON. */
export class RestconfClient {
  constructor(private readonly session: Session, private readonly base = '/rests') {}

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

  async replace(path: string, body: unknown): Promise<void> {
    await this.send('PUT', `data/${path}`, body);
  }

  async remove(path: string): Promise<void> {
    await this.send('DELETE', `data/${path}`);
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

  private async send(method: string, path: string, body?: unknown, signal?: AbortSignal, accept = JSON_TYPE): Promise<Response> {
    const headers: Record<string, string> = { Accept: accept };
    if (body !== undefined) {
      headers['Content-Type'] = JSON_TYPE;
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
