/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.Burst;
import io.understudy.core.failover.Event;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Side;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A bridge that takes over announces by its groups right behind the change of its gate, before it has confirmed that.
 */
final class AnnouncingAheadTest {
    private final ServingGroup serving = ServingGroup.servingWithoutPathProbes();
    private final RecordedDriver taking = serving.alternate;

    @BeforeEach
    void hearAHost() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(6_000);
        taking.burst = Optional.of(new Burst(1, ImmutableSet.of()));
    }

    private void loseThePrimary() {
        final long before = taking.openToken;
        serving.fail(Side.PREFERRED);
        for (int step = 0; step < 100 && taking.openToken == before; step++) {
            serving.run(10);
        }
        assertNotEquals(before, taking.openToken, "it takes over");
    }

    private void confirm() {
        serving.take(new Event.GateChanged(Side.ALTERNATE, taking.openToken, true));
    }

    private long announcements() {
        return taking.sent.stream().filter(frame -> Arrays.equals(frame, RarpAnnouncement.encode(ServingGroup.HOST)))
            .count();
    }

    @Test
    void itDoesNotWaitForTheGateToBeConfirmed() {
        loseThePrimary();
        assertEquals(1, taking.bursts);
        assertEquals(0, announcements());
    }

    @Test
    void whenTheGateIsConfirmedItIsNotRepeatedAndCounts() {
        loseThePrimary();
        final int bursts = taking.bursts;
        confirm();
        assertEquals(bursts, taking.bursts);
        assertEquals(0, announcements());
        final var last = serving.group.state().lastFailover().orElseThrow();
        assertEquals(1, last.hostsAnnounced());
        assertTrue(last.firstAnnouncementAt().orElseThrow() >= last.gateOpenAt().orElseThrow());
        serving.run(1_000);
        assertEquals(4, announcements(), "of five rounds the groups have made the first");
    }

    @Test
    void whereNothingKeepsTheOrderItComesAfterwards() {
        taking.keepsOrder = false;
        loseThePrimary();
        assertEquals(0, taking.bursts);
        confirm();
        assertEquals(1, taking.bursts);
    }

    @Test
    void aGateThatDidNotOpenIsAnnouncedAnewWhenItDoes() {
        loseThePrimary();
        final int bursts = taking.bursts;
        final long refused = taking.openToken;
        serving.take(new Event.CommandFailed(Side.ALTERNATE, refused, "table full"));
        serving.run(3_000);
        assertNotEquals(refused, taking.openToken, "it is tried again");
        assertTrue(taking.bursts > bursts);
    }

    @Test
    void oneThatWasLostBeforeItAnsweredAnnouncesAnewWhenItIsBack() {
        loseThePrimary();
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        final int bursts = taking.bursts;
        serving.connect(Side.ALTERNATE, true);
        serving.run(3_000);
        confirm();
        assertTrue(taking.bursts > bursts);
    }

    @Test
    void whoIsNotToBeAnnouncedIsNot() {
        final var old = AnnouncementConfiguration.DEFAULT;
        serving.configure(new AnnouncementConfiguration(AnnouncementMethod.NONE, old.rounds(),
            old.initialDelayMillis(), old.stepMillis(), old.maxDelayMillis(), old.rateLimit(),
            old.refreshIntervalSeconds(), old.remoteHosts()));
        loseThePrimary();
        assertEquals(0, taking.bursts);
    }
}
