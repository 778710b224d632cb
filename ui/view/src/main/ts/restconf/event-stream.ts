/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

/**
 * The data of the messages of an event stream, as they come. Comments, which keep the connection awake, come as an
 * empty text.
 */
export async function* messages(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest: string[] = [];
  let data: string[] = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      // A message of megabytes comes in many chunks: they are joined once, at the end of a line.
      if (!value.includes('\n')) {
        rest.push(value);
        continue;
      }
      const lines = (rest.join('') + value).split('\n');
      rest = [lines.pop() ?? ''];
      for (const line of lines.map((text) => text.replace(/\r$/, ''))) {
        if (line === '') {
          if (data.length > 0) {
            yield data.join('\n');
          }
          data = [];
        } else if (line.startsWith(':')) {
          yield '';
        } else if (line.startsWith('data:')) {
          data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
