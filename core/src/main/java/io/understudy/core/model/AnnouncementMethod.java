/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * How hosts are announced after a takeover: the type {@code announcement-method} of the model.
 */
public enum AnnouncementMethod {
    /** Reverse ARP, which moves the MAC address in switch tables only (RFC 903). */
    RARP,
    /**
     * Gratuitous ARP (RFC 5227) for every known IPv4 address and unsolicited neighbor advertisement (RFC 4861, 7.2.6)
     * for every known IPv6 address; RARP for a host without any.
     */
    GARP,
    /** RARP for every host, and what {@link #GARP} sends. */
    BOTH,
    /** Nothing is announced. */
    NONE
}
