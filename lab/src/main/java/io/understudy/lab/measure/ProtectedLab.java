/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.measure;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.LastFailover;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.testbed.Mark;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A lab and the failover group that its two bridges are in: what is waited for before and after a measurement.
 */
public final class ProtectedLab {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LEARNING_PATIENCE = Duration.ofMinutes(4);
    private static final Duration SPEAK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(60);

    private final Lab lab;
    private final GroupClient group;

    /**
     * A lab and its group.
     *
     * @param lab the lab
     * @param group the group; it may be configured later
     */
    public ProtectedLab(final Lab lab, final GroupClient group) {
        this.lab = requireNonNull(lab);
        this.group = requireNonNull(group);
    }

    /**
     * The state of the group.
     *
     * @return its state
     * @throws java.util.NoSuchElementException if the controller runs no such group
     */
    public GroupState state() {
        return group.state().orElseThrow();
    }

    /**
     * The state of the group without hosts and events. To read those of a thousand hosts again and again would keep the
     * controller busy while it is measured.
     *
     * @return its state
     * @throws java.util.NoSuchElementException if the controller runs no such group
     */
    public GroupState summary() {
        return group.summary().orElseThrow();
    }

    /**
     * Waits until the group is protected.
     *
     * @throws ConditionTimeoutException if it does not become so; the message holds the reasons
     */
    public void awaitProtected() {
        group.awaitSummary("status protected", state -> state.status().equals("protected"), PATIENCE);
    }

    /**
     * Waits until a bridge is the primary.
     *
     * @param bridge 1 or 2
     * @throws ConditionTimeoutException if it does not become so
     */
    public void awaitPrimary(final int bridge) {
        final var wanted = Optional.of(lab.topology().nodeId(bridge));
        group.awaitSummary("primary " + wanted.orElseThrow(), state -> state.primary().equals(wanted), PATIENCE);
    }

    /**
     * The bridge that has the role.
     *
     * @return 1 or 2, or nothing
     */
    public Optional<Integer> primary() {
        return summary().primary().map(node -> node.equals(lab.topology().nodeId(1)) ? 1 : 2);
    }

    /**
     * Moves the role to a bridge unless it is there, and waits until the group is protected.
     *
     * @param bridge 1 or 2
     * @param reason goes into the event log
     */
    public void moveTo(final int bridge, final String reason) {
        if (!primary().equals(Optional.of(bridge))) {
            group.switchover(lab.topology().nodeId(bridge), reason);
            awaitPrimary(bridge);
        }
        awaitProtected();
    }

    /**
     * Lets all local hosts speak until the group has learned them.
     *
     * @return the state then
     * @throws ConditionTimeoutException if it does not learn them
     */
    public GroupState learn() {
        return Awaitility.await("all hosts are learned").atMost(LEARNING_PATIENCE)
            .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
            .until(() -> {
                lab.speak();
                return awaitHosts();
            }, Optional::isPresent).orElseThrow();
    }

    /**
     * Waits until the last move of the role, to the bridge given, has finished announcing.
     *
     * @param bridge 1 or 2
     * @throws ConditionTimeoutException if it does not
     */
    public void awaitAnnounced(final int bridge) {
        group.awaitSummary("announcements on bridge " + bridge, state -> state.lastFailover()
            .filter(move -> move.to().equals(lab.topology().nodeId(bridge)))
            .filter(move -> move.lastAnnouncementMicros().isPresent()).isPresent(), PATIENCE);
    }

    /**
     * Waits for what the controller tells of a move of the role. Traffic flows again before the last round of
     * announcements; so what is told is complete only some time later.
     *
     * @param since the move was decided after this
     * @param bridge the bridge that got the role, 1 or 2
     * @param announcing whether announcements are waited for
     * @return what it tells, or nothing if it does not within ten seconds
     */
    public Optional<LastFailover> awaitReport(final Mark since, final int bridge, final boolean announcing) {
        final var node = lab.topology().nodeId(bridge);
        try {
            return group.awaitSummary("report of the move to " + node, state -> state.lastFailover()
                .filter(failover -> failover.to().equals(node))
                .filter(failover -> !failover.detectedAt().isBefore(since.at()))
                .filter(failover -> failover.gateOpenMicros().isPresent())
                .filter(failover -> failover.lastAnnouncementMicros().isPresent() || !announcing)
                .isPresent(), REPORT_TIMEOUT).lastFailover();
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }

    private Optional<GroupState> awaitHosts() {
        // not only as many: others may be known that spoke in a storm
        final var macs = lab.topology().localMacs();
        try {
            return Optional.of(group.await(macs.size() + " learned hosts", state -> state.hosts().stream()
                .map(host -> host.get("mac").getAsString()).collect(Collectors.toSet()).containsAll(macs),
                SPEAK_AGAIN_AFTER));
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }
}
