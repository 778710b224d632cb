/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.frame.UnsolicitedNeighborAdvertisement;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which frames announce a host.
 */
public final class AnnouncementFrames {
    private AnnouncementFrames() {
        // Not to be instantiated
    }

    /**
     * Makes the frames that announce a host once.
     *
     * @param host the host
     * @param method how it is announced
     * @return the frames: RARP first, then one for each of its addresses in their order, as the method demands
     */
    public static List<byte[]> framesFor(final Host host, final AnnouncementMethod method) {
        return switch (method) {
            case NONE -> List.of();
            case RARP -> List.of(RarpAnnouncement.encode(host.key()));
            case GARP -> frames(host, host.addresses().isEmpty());
            case BOTH -> frames(host, true);
        };
    }

    /**
     * Makes the frames that announce a host once by {@link AnnouncementMethod#GARP} where a group has announced its
     * first IPv4 address.
     *
     * @param host a host that has an IPv4 address
     * @return one frame for each of its other addresses in their order
     */
    public static List<byte[]> furtherFramesFor(final Host host) {
        if (host.addresses().size() == 1) {
            return List.of();
        }
        final var frames = new ArrayList<byte[]>(host.addresses().size() - 1);
        final var announced = host.firstInet4().orElseThrow();
        for (var address : host.addresses()) {
            if (!address.equals(announced)) {
                frames.add(frame(host, address));
            }
        }
        return frames;
    }

    private static byte[] frame(final Host host, final InetAddress address) {
        return switch (address) {
            case Inet4Address inet4 -> GratuitousArp.encode(host.key(), inet4);
            case Inet6Address inet6 -> UnsolicitedNeighborAdvertisement.encode(host.key(), inet6);
            default -> throw new IllegalStateException("Neither an IPv4 nor an IPv6 address: " + address);
        };
    }

    private static List<byte[]> frames(final Host host, final boolean rarp) {
        final var frames = new ArrayList<byte[]>(host.addresses().size() + 1);
        if (rarp) {
            frames.add(RarpAnnouncement.encode(host.key()));
        }
        for (var address : host.addresses()) {
            frames.add(frame(host, address));
        }
        return frames;
    }
}
