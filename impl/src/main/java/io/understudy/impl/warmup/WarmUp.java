/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.warmup;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Futures;
import io.understudy.core.failover.Gate;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.impl.group.GroupLoop;
import io.understudy.impl.group.GroupSnapshot;
import io.understudy.impl.group.SilentSink;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.PortDirectory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatistics;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutputBuilder;
import org.opendaylight.yangtools.binding.Rpc;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;

/**
 * Plays takeovers of a made-up pair, so that the first real one does not run on code that was never run before: the
 * virtual machine compiles what has been called some hundred times, and without that a takeover takes twenty
 * milliseconds that takes three.
 */
public final class WarmUp {
    private static final int TAKEOVERS = 400;
    private static final long PATIENCE_SECONDS = 2;

    private final GroupLoop loop;
    /** Hands each settled state to the player; one that nobody waits for is dropped. */
    private final SynchronousQueue<Side> settled = new SynchronousQueue<>();

    private WarmUp() {
        final var requests = new Stage();
        final var pair = new Pair<>(bridge(1), bridge(2));
        loop = new GroupLoop(new GroupConfiguration("warm-up", pair, HeartbeatConfiguration.DEFAULT, 0,
            AnnouncementConfiguration.DEFAULT, UpstreamConfiguration.DEFAULT,
            new PathProbeConfiguration(false, 60_000, 2), new FailbackConfiguration(false, 0),
            DampingConfiguration.DEFAULT, LearningConfiguration.DEFAULT),
            new Pair<>(new BridgeClient(pair.preferred().id(), requests),
                new BridgeClient(pair.alternate().id(), requests)), 0, 1, new Audience());
    }

    /**
     * Plays. Takes a second or two; to be called on a thread of its own.
     *
     * @return how many takeovers were played
     * @throws InterruptedException if the thread was interrupted
     */
    public static int play() throws InterruptedException {
        return new WarmUp().run();
    }

    private int run() throws InterruptedException {
        loop.start();
        try {
            for (var side : Side.values()) {
                loop.connected(side);
                loop.ports(side, ports(true));
            }
            for (int played = 0; played < TAKEOVERS; played++) {
                final var primary = settled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (primary == null) {
                    return played;
                }
                loop.ports(primary, ports(false));
                loop.ports(primary, ports(true));
            }
            return TAKEOVERS;
        } finally {
            loop.abandon();
        }
    }

    private static BridgeConfiguration bridge(final int number) {
        return new BridgeConfiguration(new BridgeId(number), number, "1", ImmutableList.of("2"), "3");
    }

    private static PortDirectory ports(final boolean uplink) {
        return new PortDirectory(Map.of(1L, new PortDirectory.Entry("1", uplink, uplink),
            2L, new PortDirectory.Entry("2", true, true), 3L, new PortDirectory.Entry("3", true, true)));
    }

    /**
     * The bridges: they do at once what they are told, and say nothing by themselves.
     */
    private static final class Stage implements RpcService {
        @Override
        public <T extends Rpc<?, ?>> T getRpc(final Class<T> type) {
            final var result = RpcResultBuilder.success(type == GetFlowStatistics.class
                ? new GetFlowStatisticsOutputBuilder().build() : null).build();
            final InvocationHandler handler = (proxy, method, arguments) -> {
                if (!"invoke".equals(method.getName())) {
                    throw new UnsupportedOperationException(method.toString());
                }
                return Futures.immediateFuture(result);
            };
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }

    private final class Audience extends SilentSink {
        @Override
        public void state(final GroupSnapshot snapshot) {
            final var state = requireNonNull(snapshot.report().state());
            primary(state).ifPresent(settled::offer);
        }

        private static Optional<Side> primary(final GroupState state) {
            return state.primary().filter(side -> state.forwards(side)
                && state.bridge(side.other()).gate() == Gate.CLOSED && state.bridge(side.other()).canTakeOver());
        }
    }
}
