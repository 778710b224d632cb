/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.group.Group;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No announcement of a MAC address that lives elsewhere.
 *
 * <p><i>Announcement</i>: a frame that the controller sends out of an uplink and whose source is not a bridge's own.
 *
 * <p><i>Lives elsewhere</i>: a remote host that never was local, always, unless frames have gone round and may have
 * shown it behind a trunk. Such a host, and one that moved away, from the moment at which the controller can know it:
 * the bridge that it knows to forward has copied a frame of that host to it that came in at the uplink, and not within
 * the time after an announcement during which such frames may be reflections of our own (5 s), nor while the other
 * bridge may let frames come round. Until the host is back and has spoken.
 *
 * <p>Where path probes are or were switched off, two bridges may forward for long without anybody noticing, and hosts
 * seem to be everywhere; after that nothing is held against the table.
 */
final class AnnouncementOracle {
    private static final long REFLECTION = 5 * Chance.SECOND;

    private final Truth truth;
    private final Set<Long> own;
    private final Map<Long, Station> stations = new HashMap<>();
    private final Map<Long, Long> knownElsewhereSince = new HashMap<>();
    /** Remote stations that were last seen behind a trunk. */
    private final Set<Long> seenInside = new HashSet<>();
    private long announcedAt = Long.MIN_VALUE / 2;
    private long announcements;

    AnnouncementOracle(final Truth truth) {
        this.truth = truth;
        own = Stream.of(Side.values()).flatMap(side ->
            BridgeAddresses.of(truth.configuration().bridges().get(side).id()).all().stream())
            .map(mac -> mac.value()).collect(Collectors.toSet());
        Stream.concat(truth.network().locals().stream(), truth.network().remotes().stream())
            .forEach(station -> stations.put(station.flowKey(), station));
    }

    void started() {
        // A controller that starts anew believes what the bridges hold.
        knownElsewhereSince.clear();
        announcedAt = Long.MIN_VALUE / 2;
    }

    long announcements() {
        return announcements;
    }

    boolean transmitted(final Side side, final Location location, final Frame frame) {
        if (!location.equals(Location.UPLINK) || own.contains(frame.source())) {
            return false;
        }
        check(side, frame);
        return true;
    }

    private void check(final Side side, final Frame frame) {
        final long now = truth.world().now();
        announcements++;
        announcedAt = now;
        final var station = stations.get(frame.sourceKey());
        truth.world().trace(() -> "announced on " + side + ": " + station);
        if (station == null || frame.type() != EthernetFrame.TYPE_RARP && frame.type() != EthernetFrame.TYPE_ARP) {
            throw new Violation("a frame is sent that announces nobody");
        }
        if (truth.wasEverUnprobed() && truth.wasDisordered()) {
            return;
        }
        if (truth.network().remotes().contains(station) && !truth.wasDisordered()) {
            throw new Violation(station + " is announced, but was never local");
        }
        final var since = knownElsewhereSince.get(station.flowKey());
        if (since != null && !truth.network().isLocal(station)) {
            throw new Violation(station + " is announced, but lives elsewhere, known since "
                + (now - since) / Chance.MILLI + " ms");
        }
    }

    /** A copy of a frame reaches the group. */
    void copied(final Group group, final Side side, final int port, final Frame frame) {
        final var station = stations.get(frame.sourceKey());
        if (station == null || !group.state().forwards(side)) {
            return;
        }
        final long now = truth.world().now();
        if (port != 0) {
            if (truth.network().remotes().contains(station)) {
                seenInside.add(station.flowKey());
            }
            knownElsewhereSince.remove(station.flowKey());
        } else if (now - announcedAt > REFLECTION && !truth.network().isLocal(station)
            && truth.isCirclingOver()) {
            knownElsewhereSince.putIfAbsent(station.flowKey(), now);
            seenInside.remove(station.flowKey());
        }
    }

    /** Whether frames that went round have shown a remote station inside, and nothing has put that right since. */
    boolean mayBeMisplaced(final Station station) {
        return truth.wasDisordered() && seenInside.contains(station.flowKey());
    }
}
