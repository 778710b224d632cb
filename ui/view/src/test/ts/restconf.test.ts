/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { describe, expect, test } from 'vitest';
import { messages } from '../../main/ts/restconf/event-stream';
import { Session } from '../../main/ts/restconf/session';

async function read(...chunks: string[]): Promise<string[]> {
  const encoder = new TextEncoder();
  const bytes = chunks.map((chunk) => encoder.encode(chunk));
  const result: string[] = [];
  for await (const message of messages(new ReadableStream({
    start(controller) {
      bytes.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  }))) {
    result.push(message);
  }
  return result;
}

describe('an event stream', () => {
  test('is read whatever chunks it comes in', async () => {
    expect(await read('da', 'ta: {"a"', ':1}\n', '\ndata: two\r\n\r\n')).toEqual(['{"a":1}', 'two']);
  });

  test('joins the lines of one message', async () => {
    expect(await read('data: one\ndata:two\n\n')).toEqual(['one\ntwo']);
  });

  test('tells of comments, for they are signs of life, and of nothing that is not complete', async () => {
    expect(await read(': ping\n\ndata: lost')).toEqual(['']);
  });
});

describe('the session', () => {
  function storage(): Storage {
    const content = new Map<string, string>();
    return {
      getItem: (key: string) => content.get(key) ?? null,
      setItem: (key: string, value: string) => void content.set(key, value),
      removeItem: (key: string) => void content.delete(key),
      clear: () => content.clear(),
      key: () => null,
      get length() {
        return content.size;
      },
    };
  }

  test('keeps nothing unless it is asked to', () => {
    const place = storage();
    const session = new Session(place);
    session.signIn('jürgen', 'geheim:ß', false);
    expect(session.user).toBe('jürgen');
    expect(session.authorization).toBe(`Basic ${Buffer.from('jürgen:geheim:ß').toString('base64')}`);
    expect(place.length).toBe(0);
    expect(new Session(place).authorization).toBeUndefined();
  });

  test('survives a reload if it is asked to, and no sign-out', () => {
    const place = storage();
    new Session(place).signIn('admin', 'secret', true);
    const again = new Session(place);
    expect(again.user).toBe('admin');
    again.signOut();
    expect([again.authorization, place.length]).toEqual([undefined, 0]);
  });
});
