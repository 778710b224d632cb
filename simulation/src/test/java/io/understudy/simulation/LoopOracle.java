/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.frame.PathProbe;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No frame goes round through two bridges, however many of them forward.
 *
 * <p><i>Goes round</i>: a broadcast that the flows of one bridge have forwarded is forwarded by those of a bridge once
 * more, although both bridges know its sender, at the same port, and have their guard. A frame that the controller
 * sends on, because its sender has moved, counts as a new frame. What a cache in the kernel forwards without its
 * process is not looked at.
 *
 * <p>And no bridge forwards what another one asks with its own addresses, but path probes.
 */
final class LoopOracle {
    private final Truth truth;
    private final Set<Long> own;

    LoopOracle(final Truth truth) {
        this.truth = truth;
        own = Stream.of(Side.values()).flatMap(side ->
            BridgeAddresses.of(truth.configuration().bridges().get(side).id()).all().stream())
            .map(MacAddress::value).collect(Collectors.toSet());
        for (var side : Side.values()) {
            truth.bridge(side).onForward((frame, outputs) -> forwarded(side, frame, outputs));
        }
    }

    private void forwarded(final Side side, final Frame frame, final int outputs) {
        if (outputs != 0 && own.contains(frame.source()) && frame.type() != PathProbe.ETHER_TYPE) {
            throw new Violation(side + " forwards a bridge's own frame, " + frame);
        }
        if (outputs != 0 && frame.isToGroup() && frame.hasPassed() && isKnownToBoth(frame)) {
            throw new Violation(side + " forwards " + frame + " to the ports " + Integer.toBinaryString(outputs)
                + ", which a bridge has forwarded before");
        }
    }

    private boolean isKnownToBoth(final Frame frame) {
        final var preferred = truth.bridge(Side.PREFERRED).flows();
        final var alternate = truth.bridge(Side.ALTERNATE).flows();
        final var home = preferred.homeOf(frame.sourceKey());
        return home.isPresent() && home.equals(alternate.homeOf(frame.sourceKey())) && preferred.isGuarded()
            && alternate.isGuarded();
    }
}
