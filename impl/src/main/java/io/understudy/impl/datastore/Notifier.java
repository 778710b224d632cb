/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.failover.BridgeHealth;
import io.understudy.core.failover.Decision;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.GroupStatus;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import io.understudy.core.table.TableChange;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opendaylight.mdsal.binding.api.NotificationPublishService;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.BridgeHealthChangedBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.CapacityReachedBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.DuplicateAddressBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.HostMovedBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.ProtectionChangedBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.RoleChangedBuilder;
import org.opendaylight.yangtools.binding.Notification;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Tells the world what changed, by comparing each published state with the one before.
 */
final class Notifier {
    private final GroupName group;
    private final NotificationPublishService notifications;
    private final Map<Side, List<String>> problems = new EnumMap<>(Side.class);
    private Optional<GroupStatus.Code> status = Optional.empty();
    private Optional<Long> lastMove = Optional.empty();

    Notifier(final String group, final NotificationPublishService notifications) {
        this.group = new GroupName(group);
        this.notifications = requireNonNull(notifications);
    }

    void state(final GroupState state, final GroupStatus now) {
        state.lastFailover().filter(move -> !lastMove.equals(Optional.of(move.detectedAt())))
            .ifPresent(move -> roleChanged(state, move));
        for (var side : Side.values()) {
            healthChanged(state, side);
        }
        if (!status.equals(Optional.of(now.code()))) {
            status = Optional.of(now.code());
            publish(new ProtectionChangedBuilder().setGroup(group).setStatus(StateMapper.status(now.code()))
                .setReason(Set.copyOf(now.reasons())).build());
        }
    }

    private void roleChanged(final GroupState state, final Decision move) {
        lastMove = Optional.of(move.detectedAt());
        publish(new RoleChangedBuilder().setGroup(group)
            .setFrom(move.from().map(side -> BridgeMapper.id(state, side)).orElse(null))
            .setTo(BridgeMapper.id(state, move.to())).setCause(StateMapper.cause(move.cause()))
            .setDetail(move.detail()).build());
    }

    private void healthChanged(final GroupState state, final Side side) {
        final var now = BridgeHealth.problems(state, side);
        final var before = problems.put(side, now);
        if (before == null ? !now.isEmpty() : before.isEmpty() != now.isEmpty()) {
            publish(new BridgeHealthChangedBuilder().setGroup(group).setNodeId(BridgeMapper.id(state, side))
                .setHealthy(now.isEmpty()).setReason(new LinkedHashSet<>(now)).build());
        }
    }

    /**
     * Tells of a change of the table.
     *
     * @return what goes into the event log
     */
    Optional<String> table(final TableChange change) {
        return switch (change) {
            case TableChange.HostMoved moved -> {
                publish(new HostMovedBuilder().setGroup(group).setVlanId(HostMapper.vlan(moved.after().key()))
                    .setMac(HostMapper.mac(moved.after().key().mac())).setFromTrunk(trunk(moved.before().location()))
                    .setToTrunk(trunk(moved.after().location())).build());
                yield Optional.of(moved.after().key() + " moved from " + moved.before().location() + " to "
                    + moved.after().location());
            }
            case TableChange.DuplicateAddress duplicate -> {
                publish(new DuplicateAddressBuilder().setGroup(group)
                    .setIpAddress(HostMapper.address(duplicate.address()))
                    .setMac(new LinkedHashSet<>(ImmutableList.of(HostMapper.mac(duplicate.older().mac()),
                        HostMapper.mac(duplicate.newer().mac())))).build());
                yield Optional.of("address " + duplicate.address().getHostAddress() + " is used by both "
                    + duplicate.older() + " and " + duplicate.newer() + "; give one of them another address");
            }
            case TableChange.CapacityReached reached -> {
                publish(new CapacityReachedBuilder().setGroup(group)
                    .setMaxHosts(Uint32.valueOf(reached.maxHosts())).build());
                yield Optional.of("the table holds " + reached.maxHosts() + " hosts and is full: " + reached.refused()
                    + " was not learned; raise learning/max-hosts");
            }
            case TableChange.HostAdded added -> Optional.empty();
            case TableChange.HostUpdated updated -> Optional.empty();
            case TableChange.HostRemoved removed -> Optional.empty();
        };
    }

    private static Uint8 trunk(final Location location) {
        return location instanceof Location.Trunk trunk ? Uint8.valueOf(trunk.place()) : null;
    }

    private void publish(final Notification<?> notification) {
        // A notification that nobody has room for is dropped rather than waited for: the state is in the datastore.
        notifications.offerNotification(notification);
    }
}
