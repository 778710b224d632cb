/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.testbed.Fault;
import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A takeover as its operator sees it, in Chromium: on the page of its own, and in the shell of DLUX.
 */
@ExtendWith(Distribution.class)
class UserInterfaceIT {
    @ParameterizedTest
    @CsvSource({"page, " + TakeoverWatcher.PAGE, "dlux, http://127.0.0.1:8181/index.html"})
    void takeoverIsSeenWithoutAskingForIt(final String door, final String url) throws IOException {
        try (var rig = Rig.up()) {
            TakeoverWatcher.assertSeen(door, url, rig.topology.nodeId(2), () -> rig.lab.fault(Fault.BRIDGE_HOST, 1));
        }
    }
}
