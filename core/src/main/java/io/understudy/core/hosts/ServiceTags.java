/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.GroupState;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.learning.FrameObserver;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps frames with a service tag (IEEE 802.1ad) from being flooded. A bridge may take that tag for one of 802.1Q, but
 * nothing is learned from such a frame, so the guard would never know its source. Therefore both bridges are told that
 * the source is at no port: they hold its frames back. The first frame of the source with a tag of 802.1Q is held back
 * as well: it is learned from, and sent on.
 */
final class ServiceTags {
    /** So many sources are held back at once; of more the one is let go that was told longest ago. */
    static final int MOST = 256;
    /** After this time a bridge is told again, if the source still sends, ns; before it forgets. */
    static final long RENEWAL = TimeUnit.SECONDS.toNanos(BridgeDriver.GUARD_SECONDS) / 2;

    private final Pair<BridgeDriver> drivers;
    private final Map<HostKey, Long> toldAt = new LinkedHashMap<>();

    ServiceTags(final Pair<BridgeDriver> drivers) {
        this.drivers = requireNonNull(drivers);
    }

    /** Takes a frame from which nothing was learned. */
    void take(final GroupState state, final byte[] frame, final long now) {
        source(frame).ifPresent(source -> {
            final var before = toldAt.get(source);
            if (before != null && now - before < RENEWAL) {
                return;
            }
            toldAt.remove(source);
            if (toldAt.size() == MOST) {
                toldAt.remove(toldAt.keySet().iterator().next());
            }
            toldAt.put(source, now);
            for (var side : Side.values()) {
                if (state.bridge(side).channel() == Channel.READY) {
                    drivers.get(side).holdBack(source);
                }
            }
        });
    }

    private static Optional<HostKey> source(final byte[] frame) {
        try {
            return FrameObserver.serviceTagged(frame);
        } catch (MalformedFrameException e) {
            return Optional.empty();
        }
    }
}
