/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shared } from './styles';

export interface Credentials {
  user: string;
  password: string;
  keep: boolean;
}

/** Asks who the user is. The page that holds it does the rest, and tells by `message` what was wrong. */
@customElement('sign-in-form')
export class SignInForm extends LitElement {
  static override styles = [shared, css`
    :host {
      padding-top: 12vh;
    }

    form {
      width: min(360px, calc(100vw - 32px));
      margin: 0 auto;
      padding: 22px 24px;
    }

    h2 {
      font-size: 18px;
    }

    p {
      margin: 4px 0 14px;
    }

    label {
      display: block;
      margin-bottom: 12px;
    }

    label input:not([type='checkbox']) {
      display: block;
      width: 100%;
      margin-top: 3px;
      min-height: 34px;
    }

    .keep {
      display: flex;
      gap: 8px;
      align-items: start;
    }

    .message {
      padding: 8px 10px;
      border-radius: 4px;
      background: var(--bad-ground);
      color: var(--bad);
    }

    button {
      width: 100%;
      min-height: 36px;
    }
  `];

  @property() message = '';
  @property({ type: Boolean }) busy = false;
  @state() private keep = false;
  @query('input[name=user]') private user!: HTMLInputElement;
  @query('input[name=password]') private password!: HTMLInputElement;

  override firstUpdated(): void {
    this.user.focus();
  }

  override render() {
    return html`
      <form class="panel" @submit=${this.submit}>
        <h2>Understudy</h2>
        <p class="quiet">Bridge failover. Sign in with an account of the controller.</p>
        <div role="alert">${this.message === '' ? nothing : html`<p class="message">${this.message}</p>`}</div>
        <label>User name <input type="text" name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
        <label>Password <input type="password" name="password" autocomplete="current-password" required></label>
        <label class="keep"><input type="checkbox" .checked=${this.keep} @change=${() => { this.keep = !this.keep; }}>
          <span>Stay signed in when this tab is loaded anew, until it is closed</span></label>
        <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in ...' : 'Sign in'}</button>
      </form>`;
  }

  private submit(event: Event): void {
    event.preventDefault();
    const detail: Credentials = { user: this.user.value, password: this.password.value, keep: this.keep };
    this.dispatchEvent(new CustomEvent('sign-in', { detail }));
    this.password.value = '';
  }
}
