/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static java.util.Objects.requireNonNull;

import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import java.net.Inet4Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the buckets of a bridge's announcement groups make of the one frame that is sent into a group.
 *
 * <p>A switch learns from the source and the VLAN, which can be set in every frame. What a RARP frame says inside
 * cannot be set, so its exact frames come in later rounds. An ARP frame can be made exact: with
 * {@link AnnouncementMethod#GARP} a bucket announces the first IPv4 address of its host, and a host without any is in
 * no group.
 *
 * <p>Used by one thread; only bookkeeping, nothing is sent from here.
 */
public final class AnnouncementBuckets {
    private final AnnouncementGroups groups;
    /** The addresses that the groups are to announce; with other methods than GARP it is empty. */
    private final Map<HostKey, Inet4Address> addresses = new HashMap<>();
    private boolean withAddresses;

    /**
     * Has groups hold the right hosts.
     *
     * @param groups the groups of one bridge, which nobody else puts hosts into
     * @param method how hosts are announced
     */
    public AnnouncementBuckets(final AnnouncementGroups groups, final AnnouncementMethod method) {
        this.groups = requireNonNull(groups);
        withAddresses = method == AnnouncementMethod.GARP;
    }

    /**
     * Takes another method.
     *
     * @param method how hosts are announced from now on
     * @return whether the buckets now have to say something else, so that {@link #restart} must follow
     */
    public boolean announceBy(final AnnouncementMethod method) {
        final boolean before = withAddresses;
        withAddresses = method == AnnouncementMethod.GARP;
        return withAddresses != before;
    }

    /**
     * Begins anew.
     *
     * @param hosts all known hosts
     */
    public void restart(final Collection<Host> hosts) {
        groups.clear();
        addresses.clear();
        hosts.forEach(host -> update(host.key(), Optional.of(host)));
    }

    /**
     * Takes what has become of a host. If the bridge is to be told, its group counts as changed.
     *
     * @param key which host
     * @param now the host as it is now; empty if it is gone
     */
    public void update(final HostKey key, final Optional<Host> now) {
        final var local = now.filter(Host::isLocal);
        final var address = withAddresses ? local.flatMap(Host::firstInet4) : Optional.<Inet4Address>empty();
        final var before = address.isPresent() ? addresses.put(key, address.orElseThrow()) : addresses.remove(key);
        if (local.isEmpty() || withAddresses && address.isEmpty()) {
            groups.remove(key);
            return;
        }
        groups.add(key);
        if (before != null && !before.equals(address.orElseThrow())) {
            groups.renew(key);
        }
    }

    /**
     * Returns the address that a bucket is to announce.
     *
     * @param host whose bucket
     * @return the address; empty if it announces only where the host is
     */
    public Optional<Inet4Address> address(final HostKey host) {
        return Optional.ofNullable(addresses.get(host));
    }

    /**
     * Returns the frame that is to be sent into a group.
     *
     * @return the frame, without a tag
     */
    public byte[] template() {
        return withAddresses ? GratuitousArp.template() : RarpAnnouncement.template();
    }
}
