/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.PortDirectory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A group that runs, and the configuration that it works by, which may be an earlier one than is configured.
 */
final class RunningGroup {
    private final GroupLoop loop;
    /** Its bridges whose ports were found as it works by them. */
    private final Set<BridgeId> proven = new HashSet<>();
    private GroupConfiguration configuration;
    private Optional<String> unused = Optional.empty();

    RunningGroup(final GroupConfiguration configuration, final GroupLoop loop) {
        this.configuration = requireNonNull(configuration);
        this.loop = requireNonNull(loop);
    }

    GroupLoop loop() {
        return loop;
    }

    GroupConfiguration configuration() {
        return configuration;
    }

    /** Tells whether it works by another configuration than is configured. */
    boolean isBehind() {
        return unused.isPresent();
    }

    /** Takes note that a bridge has the ports that the group works by, if it has. */
    void prove(final BridgeId bridge, final PortDirectory ports) {
        for (var side : Side.values()) {
            final var configured = configuration.bridges().get(side);
            if (configured.id().equals(bridge) && ports.resolve(configured).numbers().isPresent()) {
                proven.add(bridge);
            }
        }
    }

    /**
     * Takes over what is configured, as far as it can be.
     *
     * @param ports the ports of the bridges that are connected
     * @return false if the group must be started with it instead, for it has other bridges
     */
    boolean take(final GroupConfiguration wanted, final Function<BridgeId, Optional<PortDirectory>> ports) {
        final var choice = ConfigurationChoice.of(configuration, wanted, proven, ports);
        final var chosen = choice.configuration();
        if (!chosen.samePair(configuration)) {
            return false;
        }
        if (!chosen.equals(configuration)) {
            configuration = chosen;
            loop.configure(chosen, new Pair<>(ports.apply(chosen.bridges().preferred().id()),
                ports.apply(chosen.bridges().alternate().id())));
        }
        explain(choice.unused());
        return true;
    }

    /** Goes on as it is, whatever is configured. */
    void keep(final String reason) {
        explain(Optional.of(reason + "; until then the group goes on as it was configured before"));
    }

    private void explain(final Optional<String> reason) {
        if (!reason.equals(unused)) {
            unused = reason;
            loop.explain(reason);
        }
    }

    /** Returns the sides whose bridges another group does not have. */
    Set<Side> sidesWithout(final Optional<GroupConfiguration> other) {
        return Arrays.stream(Side.values()).filter(side -> other.filter(group ->
            group.hasBridge(configuration.bridges().get(side).id())).isEmpty()).collect(Collectors.toSet());
    }
}
