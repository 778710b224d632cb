/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static java.util.Objects.requireNonNull;

/**
 * A host of the testbed. Its only interface is {@link #INTERFACE}.
 *
 * @param namespace network namespace that it lives in
 * @param mac MAC address, lower-case and with colons
 * @param address IPv4 address without the prefix length, which is 16 everywhere
 */
public record Host(String namespace, String mac, String address) {
    /**
     * The interface of every host.
     */
    public static final String INTERFACE = "eth0";

    public Host {
        requireNonNull(namespace);
        requireNonNull(mac);
        requireNonNull(address);
    }
}
