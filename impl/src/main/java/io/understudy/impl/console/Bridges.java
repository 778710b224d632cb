/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.BridgeId;

/**
 * Names of bridges as they are typed.
 */
final class Bridges {
    private Bridges() {
        // only functions
    }

    static BridgeId id(final String typed) throws CommandException {
        if (typed.startsWith("-")) {
            throw Problem.of("put the option " + typed + " before the name of the group");
        }
        try {
            return new BridgeId(typed);
        } catch (IllegalArgumentException e) {
            throw Problem.of("'" + typed + "' is no bridge; a bridge is openflow: and its datapath id as a decimal"
                + " number, for example openflow:1", e);
        }
    }
}
