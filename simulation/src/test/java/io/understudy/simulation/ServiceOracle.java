/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.failover.Transition;
import io.understudy.core.group.Group;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * If one bridge with a working path exists, hosts are served within the bound for the evidence that there is.
 *
 * <p><i>A working path</i>: the bridge's process runs, it answers the controller, refuses nothing and is in service,
 * and its uplink, its trunks and the switch behind its uplink work.
 *
 * <p><i>The evidence that there is</i> about the other bridge, and the bound that goes with it, is said by {@link
 * Demand}. Where there is none by design, nothing is demanded: frames that vanish silently behind an uplink that is not
 * monitored, or at a trunk; one trunk of several; and a bridge that cannot be reached but still bridges, or whose death
 * nothing could prove.
 *
 * <p><i>Served</i>: real frames go both ways between every local host that the group had the chance to learn, and has
 * not forgotten because nobody used it, and its partner outside. The way inward is tried first, so that it is the
 * announcements that must have moved the addresses in the switches, and not the frame of the trial itself.
 */
final class ServiceOracle {
    /** What a bridge sends is everywhere by then. */
    private static final long DELIVERY = Chance.MILLI;
    private static final long ARRIVAL = 5 * Chance.MILLI;
    private static final long AGAIN = 4 * Chance.SECOND;
    private static final int MAX_MOVES = 3;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Truth truth;
    private final Predicate<Station> misplaced;
    private final Demand demand;
    private final Map<Long, Station> stations = new HashMap<>();
    /** When a frame of a station was last copied to the group from where it stands, ns. */
    private final Map<Long, Long> learnedAt = new HashMap<>();
    /** What of that an earlier life of the controller learned, and this one has not read from a bridge yet. */
    private final Map<Long, Long> learnedEarlier = new HashMap<>();
    private final Map<Long, Long> movedAt = new HashMap<>();
    /** Local stations that were last seen where they are not. */
    private final Set<Long> seenElsewhere = new HashSet<>();
    private final Set<Long> arrived = new HashSet<>();
    private long generation;
    private long trials;
    private long numbers;
    private long roleMovedAt;

    private record Trial(Station from, Station to, long number) {
    }

    /**
     * Makes the oracle.
     *
     * @param misplaced whether the group may believe that a remote station is inside
     */
    ServiceOracle(final Truth truth, final Predicate<Station> misplaced) {
        this.truth = truth;
        this.misplaced = misplaced;
        demand = new Demand(truth);
        truth.network().locals().forEach(station -> stations.put(station.flowKey(), station));
    }

    long trials() {
        return trials;
    }

    void started() {
        demand.started();
        learnedEarlier.putAll(learnedAt);
        learnedAt.clear();
        changed();
    }

    /** The group has read hosts from a bridge. */
    void found(final Map<Long, Integer> hosts) {
        hosts.forEach((key, port) -> {
            final var station = stations.get(key);
            final var learned = learnedEarlier.remove(key);
            if (station != null && learned != null && truth.network().isLocal(station)
                && port == station.place() + 1) {
                learnedAt.putIfAbsent(station.flowKey(), learned);
            }
        });
    }

    /** Hosts behind a trunk that the group no longer works by are forgotten. */
    void configured() {
        stations.values().stream().filter(station -> truth.network().isLocal(station) && !truth.isInside(station))
            .map(Station::flowKey).forEach(key -> {
                learnedAt.remove(key);
                learnedEarlier.remove(key);
            });
    }

    void forgotten() {
        learnedAt.clear();
        learnedEarlier.clear();
    }

    /** A host goes, mostly because nobody uses it: that it is rightly so is judged elsewhere. */
    void removing(final long host) {
        learnedAt.remove(host);
    }

    void moved(final Station station) {
        movedAt.put(station.flowKey(), truth.world().now());
    }

    /**
     * A bridge sends a frame on that it had held back. If its sender has come back meanwhile, the hypervisor's switch
     * looks for it behind the trunk until it speaks again, as it would if the frame had been long on its way outside.
     */
    void passedOn(final Location location, final Frame frame) {
        final var station = stations.get(frame.sourceKey());
        if (station != null && location instanceof Location.Trunk) {
            movedAt.put(station.flowKey(), truth.world().now() + DELIVERY);
        }
    }

    void copied(final Group group, final Side side, final int port, final Frame frame) {
        final var station = stations.get(frame.sourceKey());
        if (station == null || !group.state().forwards(side) || !truth.network().isLocal(station)) {
            return;
        }
        // a host that was seen elsewhere while frames may go round is only believed when it is seen again
        final boolean believed = truth.isCirclingOver()
            || !movedAt.containsKey(frame.sourceKey()) && !seenElsewhere.contains(frame.sourceKey());
        if (port != station.place() + 1) {
            seenElsewhere.add(frame.sourceKey());
            if (truth.wasDisordered() && truth.wasEverUnprobed()) {
                // two bridges may forward for long without anybody noticing, and what is seen for long is believed
                learnedAt.remove(frame.sourceKey());
            }
        } else if (believed) {
            seenElsewhere.remove(frame.sourceKey());
            learnedAt.put(station.flowKey(), truth.world().now());
        }
    }

    void heard(final long number) {
        arrived.add(number);
    }

    /** Something happened: what is demanded from now on begins anew. */
    void changed() {
        generation++;
        plan();
    }

    private void plan() {
        final long present = generation;
        final long due = demand.servedAt();
        if (due != Long.MAX_VALUE) {
            truth.world().agenda().at(due, () -> {
                if (present == generation) {
                    inward(0);
                }
            });
        }
    }

    private void inward(final int moves) {
        if (demand.servedAt() > truth.world().now()) {
            // the evidence is another than it was
            plan();
            return;
        }
        if (truth.configuration().announcement().method() == AnnouncementMethod.NONE) {
            // then nothing moves the addresses in the switches but the hosts themselves
            return;
        }
        final var sent = new ArrayList<Trial>();
        for (var local : truth.network().locals()) {
            if (isKnown(local) && isAnnounced(local)) {
                sent.add(send(truth.network().partnerOf(local), local));
            }
        }
        await(sent, moves, () -> outward(moves));
    }

    private void outward(final int moves) {
        final var sent = new ArrayList<Trial>();
        for (var local : truth.network().locals()) {
            // a hypervisor's switch that learns was told by the way inward where the remote station is
            if (isKnown(local) && isAnnounced(local) && !misplaced.test(truth.network().partnerOf(local))) {
                sent.add(send(local, truth.network().partnerOf(local)));
            }
        }
        await(sent, moves, this::again);
    }

    private void again() {
        final long present = generation;
        truth.world().agenda().after(AGAIN, () -> {
            if (present == generation) {
                inward(0);
            }
        });
    }

    /**
     * A host that moved, or that the hypervisor's switch may look for behind a trunk since frames went round or lay in
     * the queue of a bridge that hung, must have spoken again: nobody else could put that right.
     */
    private boolean isKnown(final Station station) {
        final long learned = learnedAt.getOrDefault(station.flowKey(), NEVER);
        final long moved = movedAt.getOrDefault(station.flowKey(), NEVER);
        if (learned == NEVER || !truth.isInside(station)) {
            return false;
        }
        final boolean disturbed = moved != NEVER || truth.world().settings().hypervisorLearns();
        return !disturbed || learned > Math.max(moved, truth.disorderAt())
            && station.spokeAt() > Math.max(moved, truth.disorderAt());
    }

    /**
     * Where nothing can tell that an announcement was lost on its way, or could then, nobody repeats it; nor where
     * frames are lost at random, for its witness may have come through. A host that moved must have been heard outside
     * since then: it, or the announcement of it.
     */
    private boolean isAnnounced(final Station station) {
        final var reach = truth.network().reach();
        final long moved = movedAt.getOrDefault(station.flowKey(), NEVER);
        return reach.heardAt(station) >= moved && !reach.isAnnouncementLostByChance(station)
            && (!reach.isAnnouncementLost(station)
                || truth.isAnnouncementWatched() && reach.vanishedAt(station) > truth.watchChangedAt());
    }

    private Trial send(final Station from, final Station to) {
        final var trial = new Trial(from, to, ++numbers);
        trials++;
        from.sendData(to, trial.number());
        return trial;
    }

    private void await(final List<Trial> sent, final int moves, final Runnable next) {
        final long present = generation;
        truth.world().agenda().after(ARRIVAL, () -> {
            if (present != generation) {
                return;
            }
            final var lost = sent.stream().filter(trial -> !arrived.contains(trial.number())).toList();
            if (lost.isEmpty()) {
                next.run();
            } else if (isMoving() && moves < MAX_MOVES) {
                // a failback or the like came between; it is soon over
                truth.world().agenda().after(2 * Chance.SECOND, () -> {
                    if (present == generation) {
                        inward(moves + 1);
                    }
                });
            } else {
                throw new Violation("not served: " + lost.stream().map(trial -> trial.from() + " to " + trial.to())
                    .toList() + "; demanded because " + demand.reason());
            }
        });
    }

    void roleMoved() {
        roleMovedAt = truth.world().now();
    }

    private boolean isMoving() {
        return !(truth.state().transition() instanceof Transition.None)
            || truth.world().now() - roleMovedAt < Chance.SECOND;
    }
}
