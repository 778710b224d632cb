/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.Topology;

/**
 * The streams of the meter.
 *
 * <p>Local host 1 sends outwards all the time, so the switches relearn it by its own traffic, with or without
 * announcements. That is why inward traffic is measured towards hosts that do not send meanwhile: only the
 * announcements can bring that back before the tables of the switches age.
 */
public enum Stream {
    /**
     * From local host 1 to outside host 1.
     */
    OUT(20001) {
        @Override
        Host from(final Topology topology) {
            return topology.localHost(1);
        }

        @Override
        Host to(final Topology topology) {
            return topology.outsideHost(1);
        }
    },
    /**
     * From outside host 1 to local host 2, which does not send while it is measured.
     */
    IN(20002) {
        @Override
        Host from(final Topology topology) {
            return topology.outsideHost(1);
        }

        @Override
        Host to(final Topology topology) {
            return topology.localHost(2);
        }
    },
    /**
     * From outside host 1 to the last local host, which spoke once at its start and only receives since.
     */
    IN_SILENT(20003) {
        @Override
        Host from(final Topology topology) {
            return topology.outsideHost(1);
        }

        @Override
        Host to(final Topology topology) {
            return topology.localHost(topology.hosts());
        }
    },
    /**
     * Broadcasts of local host 1, counted at outside host 1.
     */
    BROADCAST_OUT(20004) {
        @Override
        Host from(final Topology topology) {
            return OUT.from(topology);
        }

        @Override
        Host to(final Topology topology) {
            return OUT.to(topology);
        }
    },
    /**
     * Broadcasts of outside host 1, counted at local host 1.
     */
    BROADCAST_IN(20005) {
        @Override
        Host from(final Topology topology) {
            return OUT.to(topology);
        }

        @Override
        Host to(final Topology topology) {
            return OUT.from(topology);
        }
    };

    private static final int BROADCAST_RATE = 20;
    private static final int LOWEST_BROADCAST_RATE = 2;
    /**
     * A second, by all hosts. Each costs this machine the processor time that a host of its own would spend on it, and
     * a thousand of them at once hold up the bridges for milliseconds.
     */
    private static final int BROADCASTS_RECEIVED = 2000;

    private final int port;

    Stream(final int port) {
        this.port = port;
    }

    /**
     * Who sends the stream.
     *
     * @param topology the lab
     * @return the host
     */
    abstract Host from(Topology topology);

    /**
     * Who notes what arrives of it.
     *
     * @param topology the lab
     * @return the host
     */
    abstract Host to(Topology topology);

    /**
     * Whether the stream consists of broadcasts.
     *
     * @return true if so
     */
    public boolean broadcast() {
        return this == BROADCAST_OUT || this == BROADCAST_IN;
    }

    String address(final Topology topology) {
        return broadcast() ? Topology.BROADCAST : to(topology).address();
    }

    int rate(final Topology topology, final int unicastRate) {
        return broadcast() ? Math.clamp(BROADCASTS_RECEIVED / topology.hosts(), LOWEST_BROADCAST_RATE, BROADCAST_RATE)
            : unicastRate;
    }

    int port() {
        return port;
    }
}
