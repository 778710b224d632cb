/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A bridge that answers nothing by itself, and keeps what was asked of it.
 */
final class RecordedDriver implements BridgeDriver {
    /** Tokens of the latest requests. */
    long readToken;
    long programToken;
    long openToken;
    long closeToken;
    long barrierToken;
    /** Of its requests for what hosts counted, the token of the latest one, and how many there were. */
    long countToken;
    /** Sources that it was to hold back. */
    final List<HostKey> heldBack = new ArrayList<>();
    final List<Consumer<OwnFrames>> ownFrameRequests = new ArrayList<>();
    int countRequests;
    /** Whether it can be told to stand by. */
    boolean directlyConnected = true;
    /** Whether it was told to stand by since its gate was opened. */
    boolean standsBy;
    /** How often its guard was renewed. */
    int guardRenewals;
    /** What is found when it is read. */
    Map<HostKey, Location> found = Map.of();
    /** Of which of these it does not have all flows. */
    Set<HostKey> partial = Set.of();
    /** Hosts that it has at ports which are no longer used. */
    Set<HostKey> astray = Set.of();
    /** Hosts that it was told of one by one. */
    final List<HostUpdate> updates = new ArrayList<>();
    /** The latest request of that kind, if it was not answered. */
    Optional<Batch> asked = Optional.empty();
    /** The methods that it was told of. */
    final List<AnnouncementMethod> methods = new ArrayList<>();
    /** The hosts that its groups were told of since, with their addresses. */
    final Map<HostKey, List<InetAddress>> regrouped = new HashMap<>();
    /** How often its groups were to be brought up to date. */
    int groupUpdates;
    /** What its groups announce. */
    Optional<Burst> burst = Optional.empty();
    /** How many announcements it takes now. */
    int room = Integer.MAX_VALUE;
    /** Whether they may announce before the gate is confirmed. */
    boolean keepsOrder = true;
    /** How often they were to announce. */
    int bursts;
    Optional<InstalledState> held = Optional.empty();
    /** Frames that it was to send out of its uplink. */
    final List<byte[]> sent = new ArrayList<>();
    /** Frames that it was to send out of its trunk. */
    final List<byte[]> sentInward = new ArrayList<>();
    /** Frames that it was to send to the other bridge. */
    final List<byte[]> sentToPeer = new ArrayList<>();

    @Override
    public void transmit(final Location location, final byte[] frame) {
        if (location.equals(Location.UPLINK)) {
            sent.add(frame);
        } else {
            sentInward.add(frame);
        }
    }

    @Override
    public void announce(final Location location, final List<byte[]> frames) {
        frames.forEach(frame -> transmit(location, frame));
    }

    @Override
    public int announcementRoom() {
        return room;
    }

    @Override
    public void stopAnnouncing() {
        // what it was to send is sent
    }

    @Override
    public void transmitToPeer(final byte[] frame) {
        sentToPeer.add(frame);
    }

    @Override
    public void openGate(final long token) {
        standsBy = false;
        openToken = token;
    }

    @Override
    public boolean standBy() {
        standsBy = directlyConnected;
        return directlyConnected;
    }

    @Override
    public void renewGuard(final boolean forwards) {
        guardRenewals++;
    }

    @Override
    public void closeGate(final long token) {
        closeToken = token;
    }

    @Override
    public void barrier(final long token) {
        barrierToken = token;
    }

    @Override
    public void readFlows(final long token) {
        readToken = token;
    }

    @Override
    public FoundHosts takeFoundHosts() {
        final var taken = new FoundHosts(ImmutableMap.copyOf(found), ImmutableSet.copyOf(partial),
            ImmutableSet.copyOf(astray));
        found = Map.of();
        return taken;
    }

    @Override
    public void program(final long token, final InstalledState installed, final long puntRate,
            final Collection<Host> hosts) {
        programToken = token;
        held = Optional.of(installed);
    }

    @Override
    public void update(final long token, final List<HostUpdate> told) {
        asked = Optional.of(new Batch(token, told));
        updates.addAll(told);
    }

    @Override
    public void announceBy(final AnnouncementMethod method, final Collection<Host> hosts) {
        methods.add(method);
        regrouped.clear();
        hosts.forEach(host -> regrouped.put(host.key(), host.addresses()));
    }

    @Override
    public void regroup(final List<HostUpdate> hosts) {
        hosts.forEach(update -> update.now().ifPresentOrElse(
            host -> regrouped.put(host.key(), host.addresses()), () -> regrouped.remove(update.key())));
    }

    @Override
    public void updateGroups() {
        groupUpdates++;
    }

    @Override
    public Optional<Burst> burst() {
        bursts++;
        return burst;
    }

    @Override
    public Optional<Burst> burstBehindGate() {
        return keepsOrder ? burst() : Optional.empty();
    }

    @Override
    public AnnouncementGroupCoverage announcementGroupCoverage() {
        return AnnouncementGroupCoverage.NONE;
    }

    @Override
    public void countHosts(final long token) {
        countToken = token;
        countRequests++;
    }

    @Override
    public void holdBack(final HostKey source) {
        heldBack.add(source);
    }

    @Override
    public void countOwnFrames(final Consumer<OwnFrames> answer) {
        ownFrameRequests.add(answer);
    }

    @Override
    public void bound(final long puntRate) {
        // not looked at
    }

    @Override
    public long failures() {
        return 0;
    }

    /** Hosts that it was told of in one request. */
    record Batch(long token, List<HostUpdate> updates) {
    }
}
