/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.lab.testbed.ChildProcesses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The role moves on request, while both bridges live.
 */
@ExtendWith(Distribution.class)
class PlannedMoveIT {
    private static final int MOVES = 6;

    /**
     * Makes frames wait in front of a port of the new primary: the port takes 8 Mbit/s and up to 24 kB wait, which are
     * 24 ms; a little more than that is sent to it, 8 frames of 1,514 bytes every 10 ms. Nobody has their address.
     */
    private static final String CONGEST = """
        port=$1
        tc qdisc add dev "$port" root tbf rate 8mbit burst 3100 limit 24000
        frame() {
            printf '\\x02\\xff\\x00\\x00\\x00\\x01\\x02\\xff\\x00\\x00\\x00\\x02\\x88\\xb6'
            head -c 1500 /dev/zero
        }
        frames=$(mktemp)
        exec 3<> "$frames"
        rm "$frames"
        for number in 1 2 3 4 5 6 7 8; do frame; done >&3
        while cat /proc/self/fd/3 && sleep 0.01; do :; done | socat -u -b 1514 - "INTERFACE:$port" &
        # the loop ends with its reader
        trap "kill $!" EXIT
        trap exit TERM
        wait
        """;

    @Test
    void broadcastsThatStillWaitForTheNewPrimaryAreForwardedOnce() {
        try (var rig = Rig.up()) {
            for (int move = 0; move < MOVES; move++) {
                final int to = move % 2 == 0 ? 2 : 1;
                rig.awaitProtected();
                final var congestion = new ArrayList<Process>();
                final var fabric = rig.topology.fabricNamespace();
                final var ports = List.of("hv-bh" + to, rig.topology.uplinkSwitchPort(to));
                for (var port : ports) {
                    congestion.add(ChildProcesses.start(new ProcessBuilder("ip", "netns", "exec", fabric, "bash", "-c",
                        CONGEST, "congest", port)));
                }
                try {
                    // it looks for broadcasts that arrived twice
                    final var seen = rig.during(() -> {
                        rig.group.switchover(rig.topology.nodeId(to), "test");
                        rig.awaitAnnounced(to);
                    });
                    assertEquals(rig.topology.localMacs(), seen.announced(to), "announced where the hosts are now");
                } finally {
                    congestion.forEach(ChildProcesses::end);
                    for (var port : ports) {
                        Shell.bash("ip netns exec " + fabric + " tc qdisc del dev " + port + " root");
                    }
                }
            }
        }
    }
}
