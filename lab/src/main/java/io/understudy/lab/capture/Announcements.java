/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.capture;

import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The announcements of local hosts that a bridge really sent, seen at the port of the physical switch behind its
 * uplink: not what the sender believes to have sent.
 */
public final class Announcements implements AutoCloseable {
    // RARP, gratuitous ARP (sender and target address are the same), unsolicited or solicited neighbor advertisement.
    private static final String UNTAGGED =
        "(rarp or (arp and arp[14:4] = arp[24:4]) or (icmp6 and ip6[40] = 136))";
    private static final String FILTER = UNTAGGED + " or (vlan and " + UNTAGGED + ")";

    /** With the default schedule no round follows another after a longer pause than 550 ms. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(700);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final Capture capture;
    private final Set<String> macs;

    private Announcements(final Capture capture, final Set<String> macs) {
        this.capture = capture;
        this.macs = macs;
    }

    /**
     * Watches a bridge's uplink.
     *
     * @param topology the lab
     * @param bridge 1 or 2
     * @return the watch, already at work
     */
    public static Announcements onUplink(final Topology topology, final int bridge) {
        return new Announcements(Capture.start(topology.fabricNamespace(), topology.uplinkSwitchPort(bridge),
            Capture.Direction.IN, FILTER), topology.localMacs());
    }

    /**
     * Watches a bridge's uplink without haste, see {@link Capture#startUnhurried}.
     *
     * @param topology the lab
     * @param bridge 1 or 2
     * @return the watch, already at work
     */
    public static Announcements onUplinkUnhurried(final Topology topology, final int bridge) {
        return new Announcements(Capture.startUnhurried(topology.fabricNamespace(), topology.uplinkSwitchPort(bridge),
            Capture.Direction.IN, FILTER), topology.localMacs());
    }

    /**
     * The capture itself, to wait for something or to look at every frame.
     *
     * @return the capture
     */
    public Capture capture() {
        return capture;
    }

    /**
     * All announcements of local hosts so far.
     *
     * @return the frames
     */
    public List<CapturedFrame> frames() {
        return capture.frames().stream().filter(frame -> macs.contains(frame.source())).toList();
    }

    /**
     * Waits until announcements that are going on have ended, and forgets them: what an earlier fault had announced is
     * not to be taken for what the next one does.
     *
     * @param timeout how long to wait
     * @throws org.awaitility.core.ConditionTimeoutException if they do not end
     */
    public void awaitEnd(final Duration timeout) {
        Awaitility.await("end of earlier announcements").pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL)
            .atMost(timeout).until(() -> {
                final var since = Instant.now().minus(LONGEST_PAUSE);
                return frames().stream().noneMatch(frame -> frame.at().isAfter(since));
            });
        capture.clear();
    }

    /**
     * How often each local host was announced; hosts that were not are missing.
     *
     * @return MAC addresses and numbers of frames
     */
    public Map<String, Long> perHost() {
        return frames().stream()
            .collect(Collectors.groupingBy(CapturedFrame::source, TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() {
        capture.close();
    }
}
