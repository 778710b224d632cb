/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way to one bridge. Requests reach it in the order of the calls. Nothing blocks, and no method calls back into
 * the group: an answer comes later, as an event with the token of the request. A request that fails, whatever the
 * reason, is answered by {@link io.understudy.core.failover.Event.CommandFailed}.
 */
public interface BridgeDriver {
    /**
     * How long a bridge holds back what seems to have come round, from when it was programmed or {@link #renewGuard}
     * was called, seconds.
     */
    int GUARD_SECONDS = 60;

    /**
     * Sends a frame out of the uplink or a trunk. Nobody acknowledges it.
     *
     * @param location out of which port
     * @param frame the frame, without frame check sequence
     */
    void transmit(Location location, byte[] frame);

    /**
     * Sends frames that announce hosts out of the uplink or a trunk, in their order. There may be thousands, so they
     * may take their time: no other request waits for more than a few of them.
     *
     * @param location out of which port
     * @param frames the frames, without frame check sequence
     */
    void announce(Location location, List<byte[]> frames);

    /**
     * Tells how many frames {@link #announce} should be given now, so that those that wait do not add up. Where it is
     * none, {@code Group.advance} is called as soon as some have left.
     *
     * @return their number
     */
    int announcementRoom();

    /**
     * Drops what was handed over by {@link #announce} and has not left yet.
     */
    void stopAnnouncing();

    /**
     * Sends a frame over the link to the other bridge. Nobody acknowledges it.
     *
     * @param frame the frame, without frame check sequence
     */
    void transmitToPeer(byte[] frame);

    /**
     * Has a bridge whose gate is closed drop frames without looking at them any further, until its gate is opened.
     * Nobody acknowledges it, and a bridge may do without.
     *
     * @return whether it was told; if not, it may be later
     */
    boolean standBy();

    /**
     * Lets the bridge forward. Answered by {@link io.understudy.core.failover.Event.GateChanged}.
     *
     * @param token for the answer
     */
    void openGate(long token);

    /**
     * Has the bridge go on for {@value #GUARD_SECONDS} s not to flood a frame that came in at another port than its
     * source is known to be, but to hand it over, see {@code Group.copy}. Nobody acknowledges it.
     *
     * @param forwards whether its gate is open, so that it must not {@link #standBy}
     */
    void renewGuard(boolean forwards);

    /**
     * Keeps the bridge from forwarding. Answered by {@link io.understudy.core.failover.Event.GateChanged}.
     *
     * @param token for the answer
     */
    void closeGate(long token);

    /**
     * Asks for a sign of life. Answered by {@link io.understudy.core.failover.Event.BarrierAnswered}, after everything
     * that was requested before.
     *
     * @param token for the answer
     */
    void barrier(long token);

    /**
     * Reads whether the gate is open and which hosts the bridge holds. Answered by
     * {@link io.understudy.core.failover.Event.FlowsRead}.
     *
     * @param token for the answer
     */
    void readFlows(long token);

    /**
     * Hands out the hosts that were found when the bridge was read last, once. Its ports must be known.
     *
     * @return the hosts that the bridge has
     */
    FoundHosts takeFoundHosts();

    /**
     * Installs everything but the gate and the flows of hosts, and keeps in mind whom to announce. Flows of hosts come
     * later, by {@link #update}: so a table that is too small for them has room for all others. Answered by
     * {@link io.understudy.core.failover.Event.Programmed}.
     *
     * @param token for the answer
     * @param held what the bridge holds already, of which as much as possible stays
     * @param puntRate bound of the copies for learning, packets per second
     * @param hosts all known hosts
     */
    void program(long token, InstalledState held, long puntRate, Collection<Host> hosts);

    /**
     * Brings the flows of some hosts up to date. Answered by {@link BridgeAnswers#hostsUpdated}, also if it fails; the
     * next ones come after the answer. Only if the connection ends it may be that there is none.
     *
     * @param token for the answer
     * @param updates the hosts, few of them
     */
    void update(long token, List<HostUpdate> updates);

    /**
     * Has the announcement groups announce by another method. If their buckets have to say something else then, they
     * are written anew, and are not used before.
     *
     * @param method how hosts are announced from now on
     * @param hosts all known hosts
     */
    void announceBy(AnnouncementMethod method, Collection<Host> hosts);

    /**
     * Takes note of hosts that the announcement groups are to announce, or no longer, or by another address. Groups
     * that this changes are not used until {@link #updateGroups} has brought them up to date; until then their hosts
     * are announced by frames.
     *
     * @param updates the hosts
     */
    void regroup(List<HostUpdate> updates);

    /**
     * Brings the announcement groups up to date with what {@link #regroup} told.
     */
    void updateGroups();

    /**
     * Has the bridge announce by its groups: at once, whatever the number of hosts. How many of them were not seen to
     * leave is told later, by {@link BridgeAnswers#announcementsMissing}.
     *
     * @return what it announces; empty if it has no group to announce by
     */
    Optional<Burst> burst();

    /**
     * Has the bridge announce by its groups as soon as it has carried out the latest change of its gate, which it may
     * not have confirmed yet.
     *
     * @return what it announces; empty if it has no group to announce by, if nothing keeps the order, or if there are
     *     so many hosts that the first frames which the gate lets through would have to wait for them
     */
    Optional<Burst> burstBehindGate();

    /**
     * Tells how many hosts the bridge's groups announce.
     *
     * @return the number, and why there are none
     */
    AnnouncementGroupCoverage announcementGroupCoverage();

    /**
     * Asks what the flows of all hosts have counted. Answered by {@link BridgeAnswers#hostsCounted}.
     *
     * @param token for the answer
     */
    void countHosts(long token);

    /**
     * Has the bridge not flood frames of a source from which nothing can be learned, wherever they come in, for {@value
     * #GUARD_SECONDS} s, but hand them over. Nobody acknowledges it.
     *
     * @param source as the bridge sees it
     */
    void holdBack(HostKey source);

    /**
     * Asks how many frames of its own have come back to the bridge.
     *
     * @param answer takes it, in the group's thread, if the bridge tells
     */
    void countOwnFrames(Consumer<OwnFrames> answer);

    /**
     * Bounds the copies for learning anew.
     *
     * @param puntRate packets per second
     */
    void bound(long puntRate);

    /**
     * Tells how many requests failed so far.
     *
     * @return their number
     */
    long failures();
}
