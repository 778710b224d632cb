/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';

@customElement('bridge-failover-view')
export class BridgeFailoverView extends LitElement {
  override render() {
    return html`<h1>Understudy</h1>`;
  }
}
