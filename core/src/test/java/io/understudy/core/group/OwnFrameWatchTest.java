/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What is said of frames of a bridge's own that come back to it.
 */
final class OwnFrameWatchTest {
    private final ServingGroup serving = ServingGroup.serving();

    /** The bridge answers what it was asked: how much it has counted so far. */
    private void counted(final long atUplink, final long atTrunk, final long atPeer) {
        serving.run(11_000);
        final var answer = new OwnFrames(ImmutableList.of(
            new OwnFrames.AtPort(Optional.of(Location.UPLINK), atUplink),
            new OwnFrames.AtPort(Optional.of(ServingGroup.TRUNK), atTrunk),
            new OwnFrames.AtPort(Optional.empty(), atPeer)));
        serving.preferred.ownFrameRequests.getLast().accept(answer);
        serving.run(1);
    }

    private long total() {
        serving.run(1_100);
        return serving.report().counters().preferred().ownFrames();
    }

    private List<String> events() {
        return serving.log.stream().filter(text -> text.contains("own source address")).toList();
    }

    @Test
    void framesThatComeBackAreCountedAndReportedWithBridgeAndPort() {
        counted(0, 0, 0);
        assertEquals(List.of(), events());
        counted(0, 12, 1);
        assertEquals(13, total());
        assertEquals(1, events().size());
        assertEquals(serving.group.state().name(Side.PREFERRED) + " dropped frames with its own source address: "
            + "1 at peer port, 12 at trunk 1; something behind that port sends its frames back to it: look for a loop, "
            + "or for a host that forges them", events().getFirst());
    }

    @Test
    void whatABridgeHadCountedBeforeTheStartIsOld() {
        counted(5, 5, 5);
        assertEquals(0, total());
        assertEquals(List.of(), events());
    }

    @Test
    void aFlowThatBeginsAnewCountsFromZero() {
        counted(7, 0, 0);
        counted(3, 0, 0);
        assertEquals(3, total());
    }

    @Test
    void aLoopThatLastsIsReportedOnceAMinuteAndNothingIsLeftOut() {
        counted(0, 0, 0);
        for (int round = 1; round <= 12; round++) {
            counted(0, 10 * round, 0);
        }
        assertEquals(120, total());
        serving.run(60_000);
        assertEquals(120, events().stream().mapToInt(text -> Integer.parseInt(
            text.replaceAll(".*: (\\d+) at trunk 1; .*", "$1"))).sum());
        assertEquals(true, events().size() <= 4);
    }
}
