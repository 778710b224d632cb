/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */

const KEY = 'understudy.authorization';

function encode(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/**
 * Who is signed in. The credentials are in memory only, and so gone with the page; if the user wishes so, also in
 * sessionStorage, which the browser empties with the tab. Never in localStorage nor in a cookie.
 */
export class Session {
  private header: string | undefined;

  constructor(private readonly storage: Storage | undefined) {
    this.header = storage?.getItem(KEY) ?? undefined;
  }

  /** The value of the header Authorization, or undefined if nobody is signed in. */
  get authorization(): string | undefined {
    return this.header;
  }

  get user(): string {
    if (this.header === undefined) {
      return '';
    }
    const bytes = Uint8Array.from(atob(this.header.slice('Basic '.length)), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes).split(':')[0] ?? '';
  }

  /** Signs in with a header that was made elsewhere, by the shell of DLUX. */
  adopt(authorization: string | undefined): void {
    this.header = authorization;
  }

  signIn(user: string, password: string, keep: boolean): void {
    this.header = `Basic ${encode(`${user}:${password}`)}`;
    if (keep) {
      this.storage?.setItem(KEY, this.header);
    } else {
      this.storage?.removeItem(KEY);
    }
  }

  signOut(): void {
    this.header = undefined;
    this.storage?.removeItem(KEY);
  }
}
