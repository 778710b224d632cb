/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which ports of one bridge were live since it connected, and by that the rule when a port is up: its link is up, it is
 * not shut down, and it is still live if it ever was. Open vSwitch takes the live bit away when BFD or CFM no longer
 * hears the other end, while the link stays up. A switch that never sets the bit must not look down for that.
 */
public final class LiveHistory {
    private final Set<Long> live = new HashSet<>();

    /**
     * Takes a report of all ports of the bridge, from whatever source.
     *
     * @param reported the ports as the switch reports them
     */
    public void note(final PortDirectory reported) {
        // Another port that gets the number later has a history of its own.
        live.retainAll(reported.ports().keySet());
        reported.ports().forEach((number, port) -> {
            if (port.live()) {
                live.add(number);
            }
        });
    }

    /**
     * Applies the rule.
     *
     * @param reported the ports as the switch reports them
     * @return the same ports; one that is no longer live is not up
     */
    public PortDirectory judge(final PortDirectory reported) {
        var judged = reported;
        for (Map.Entry<Long, PortDirectory.Entry> port : reported.ports().entrySet()) {
            final var entry = port.getValue();
            if (entry.up() && !entry.live() && live.contains(port.getKey())) {
                judged = judged.with(port.getKey(),
                    Optional.of(new PortDirectory.Entry(entry.name(), false, false)));
            }
        }
        return judged;
    }

    /**
     * Forgets everything: the bridge's connection was lost, and it may return as another.
     */
    public void clear() {
        live.clear();
    }
}
