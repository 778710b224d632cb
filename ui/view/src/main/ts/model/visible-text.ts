/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

// Control and format characters (among them line feeds, escape, what turns the direction of writing, and what has no
// width), the separators of lines and paragraphs, and halves of a pair: the same as in the log and on the console.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

const SHORT: Record<string, string> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };

/** A character in the notation of Java and JSON: `\n`, `\u001b`, and a pair of them beyond U+FFFF. */
export function escape(character: string): string {
  return SHORT[character] ?? character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** Whether a text holds characters that nobody sees, or that change how the others are seen. */
export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

/**
 * The text as it may be shown: on one line, with every control character visible. Who names a port or gives a reason
 * can otherwise forge lines, or turn the writing round (CWE-117, CWE-150).
 */
export function visible(text: string): string {
  return hasUnseen(text) ? text.replace(ALL_UNSEEN, escape) : text;
}

/** The same for a name, by which things are told apart: different names stay different, for a backslash is doubled. */
export function visibleName(name: string): string {
  return visible(name.replaceAll('\\', '\\\\'));
}

/** The same for every text in a value of JSON, but not for the names of its members. */
export function allVisible<T>(value: T): T {
  if (typeof value === 'string') {
    return visible(value) as T;
  }
  if (Array.isArray(value)) {
    return value.map((entry: unknown) => allVisible(entry)) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, allVisible(member as unknown)])) as T;
  }
  return value;
}

/** The text of JSON with its control characters escaped, line feeds between its members left: the same JSON. */
export function visibleJson(json: string): string {
  return json.replace(ALL_UNSEEN, (character) => (character === '\n' ? character : escape(character)));
}
