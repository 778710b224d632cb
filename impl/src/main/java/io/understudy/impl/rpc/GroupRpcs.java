/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.rpc;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.group.GroupLoop;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Announce;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.AnnounceInput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.AnnounceOutput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.AnnounceOutputBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.ClearHosts;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.ClearHostsInput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.ClearHostsOutput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.ClearHostsOutputBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SetMaintenance;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SetMaintenanceInput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SetMaintenanceOutput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SetMaintenanceOutputBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Switchover;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SwitchoverInput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SwitchoverOutput;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SwitchoverOutputBuilder;
import org.opendaylight.yangtools.binding.Rpc;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;
import org.opendaylight.yangtools.yang.common.Uint32;

/**
 * Answers the RPCs. An RPC that moves the role answers when the role has moved, or with the reason why not.
 */
public final class GroupRpcs {
    private final GroupRegistry registry;

    /**
     * Creates the RPCs.
     *
     * @param registry the groups
     */
    public GroupRpcs(final GroupRegistry registry) {
        this.registry = requireNonNull(registry);
    }

    /**
     * Returns what is to be registered.
     *
     * @return the implementations
     */
    public List<Rpc<?, ?>> implementations() {
        return ImmutableList.of((Switchover) this::switchover, (Announce) this::announce,
            (ClearHosts) this::clearHosts, (SetMaintenance) this::setMaintenance);
    }

    private ListenableFuture<RpcResult<SwitchoverOutput>> switchover(final SwitchoverInput input) {
        return withGroup(input.getGroup(), loop -> {
            Optional<Side> to = Optional.empty();
            if (input.getTo() != null) {
                to = side(input.getGroup(), input.getTo());
                if (to.isEmpty()) {
                    return notInGroup(input.getGroup(), input.getTo());
                }
            }
            final var reason = input.getReason() == null ? "" : input.getReason();
            if (!Printable.isOneLine(reason)) {
                return failed(ErrorTag.INVALID_VALUE, "reason '" + Printable.of(reason)
                    + "' has control characters; give one line of plain text");
            }
            return outcome(loop.switchover(to, reason), () -> new SwitchoverOutputBuilder().build());
        });
    }

    private ListenableFuture<RpcResult<SetMaintenanceOutput>> setMaintenance(final SetMaintenanceInput input) {
        if (input.getNodeId() == null || input.getEnabled() == null) {
            return missing(input.getNodeId() == null ? "node-id" : "enabled");
        }
        return withGroup(input.getGroup(), loop -> {
            final var side = side(input.getGroup(), input.getNodeId());
            return side.isEmpty() ? notInGroup(input.getGroup(), input.getNodeId())
                : outcome(loop.maintenance(side.orElseThrow(), input.getEnabled()),
                    () -> new SetMaintenanceOutputBuilder().build());
        });
    }

    private ListenableFuture<RpcResult<AnnounceOutput>> announce(final AnnounceInput input) {
        return withGroup(input.getGroup(), loop -> FluentFuture.from(loop.announce())
            .transformAsync(error -> error.isPresent() ? refused(error.orElseThrow())
                : Futures.transform(loop.countHosts(), hosts -> RpcResultBuilder.success(
                    new AnnounceOutputBuilder().setHosts(Uint32.valueOf(hosts)).build()).build(),
                    MoreExecutors.directExecutor()), MoreExecutors.directExecutor()));
    }

    private ListenableFuture<RpcResult<ClearHostsOutput>> clearHosts(final ClearHostsInput input) {
        return withGroup(input.getGroup(), loop -> {
            if (input.getMac() == null && input.getVlanId() != null) {
                return refused("vlan-id without mac: name the host by both, or neither to clear all hosts");
            }
            final var key = Optional.ofNullable(input.getMac()).map(mac -> new HostKey(
                input.getVlanId() == null ? 0 : input.getVlanId().getValue().toJava(),
                MacAddress.parse(mac.getValue())));
            return FluentFuture.from(loop.clearHosts(key)).transform(cleared -> RpcResultBuilder.success(
                new ClearHostsOutputBuilder().setCleared(Uint32.valueOf(cleared)).build()).build(),
                MoreExecutors.directExecutor());
        });
    }

    private <T> ListenableFuture<RpcResult<T>> withGroup(final GroupName name,
            final Function<GroupLoop, ListenableFuture<RpcResult<T>>> action) {
        if (name == null) {
            return missing("group");
        }
        final var loop = registry.find(name.getValue());
        return loop.isPresent() ? action.apply(loop.orElseThrow())
            : failed(ErrorTag.DATA_MISSING, "group '" + name.getValue() + "' does not run: "
                + registry.whyNot(name.getValue()));
    }

    private Optional<Side> side(final GroupName group,
            final org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.BridgeId bridge) {
        return registry.sideOf(group.getValue(), BridgeId.parse(bridge.getValue()));
    }

    private static <T> ListenableFuture<RpcResult<T>> notInGroup(final GroupName group,
            final org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.BridgeId bridge) {
        return failed(ErrorTag.INVALID_VALUE, bridge.getValue() + " is not a bridge of group '" + group.getValue()
            + "'; see its list bridge for those that are");
    }

    /** RESTCONF passes on an input that lacks what the model demands. */
    private static <T> ListenableFuture<RpcResult<T>> missing(final String leaf) {
        return failed(ErrorTag.MISSING_ELEMENT, "the input has no leaf '" + leaf + "'; add it");
    }

    private static <T> ListenableFuture<RpcResult<T>> outcome(final ListenableFuture<Optional<String>> error,
            final Supplier<T> output) {
        return FluentFuture.from(error).transformAsync(reason -> reason.isPresent() ? refused(reason.orElseThrow())
            : Futures.immediateFuture(RpcResultBuilder.success(output.get()).build()),
            MoreExecutors.directExecutor());
    }

    private static <T> ListenableFuture<RpcResult<T>> refused(final String reason) {
        return failed(ErrorTag.OPERATION_FAILED, reason);
    }

    private static <T> ListenableFuture<RpcResult<T>> failed(final ErrorTag tag, final String message) {
        return RpcResultBuilder.<T>failed().withError(ErrorType.APPLICATION, tag, message).buildFuture();
    }
}
