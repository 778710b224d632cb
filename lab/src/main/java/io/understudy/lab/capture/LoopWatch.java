/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.capture;

import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.util.List;

/**
 * Watches for frames that come back to the one who sent them: the sure sign of two bridges that forward at once. It
 * sits at the first local host and at the first outside host.
 */
public final class LoopWatch implements AutoCloseable {
    private final List<Capture> captures;

    private LoopWatch(final List<Capture> captures) {
        this.captures = captures;
    }

    /**
     * Starts to watch.
     *
     * @param topology the lab
     * @return the watch, already at work
     */
    public static LoopWatch start(final Topology topology) {
        final var inside = watch(topology.localHost(1));
        try {
            return new LoopWatch(List.of(inside, watch(topology.outsideHost(1))));
        } catch (LabException e) {
            inside.close();
            throw e;
        }
    }

    /**
     * How many frames came back so far.
     *
     * @return the number of frames
     */
    public long returned() {
        return captures.stream().mapToLong(capture -> capture.frames().size()).sum();
    }

    @Override
    public void close() {
        captures.forEach(Capture::close);
    }

    private static Capture watch(final Host host) {
        return Capture.start(host.namespace(), Host.INTERFACE, Capture.Direction.IN, "ether src " + host.mac());
    }
}
