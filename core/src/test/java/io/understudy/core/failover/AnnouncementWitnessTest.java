/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.ALTERNATE;
import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Announcements that vanish, and how that is found.
 */
final class AnnouncementWitnessTest {
    /** When the last round ends after the first one. */
    private static final int ROUNDS = 800;

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);
    private final PairSimulation watched = PairSimulation.serving(SampleGroup.with(
        new UpstreamConfiguration(SampleGroup.targets(1, 2), 1000, 3, Policy.ANY)));

    @Test
    void anAnnouncementThatVanishesBetweenTwoProbesIsMadeAgain() {
        pair.request(Event.AnnouncementRequested::new);
        pair.run(ROUNDS - 10);
        pair.setPath(false);
        pair.run(20);
        pair.setPath(true);
        pair.run(5_000);
        assertEquals(List.of("announce preferred", "announce preferred"), pair.moves());
    }

    @Test
    void soItIsWhereOnlyUpstreamTargetsCanTell() {
        watched.setPath(false);
        watched.run(10_000);
        watched.forget();
        watched.request(Event.AnnouncementRequested::new);
        watched.run(ROUNDS - 10);
        watched.setUpstream(PREFERRED, false);
        watched.run(20);
        watched.setUpstream(PREFERRED, true);
        watched.run(5_000);
        assertEquals(List.of("announce preferred", "announce preferred"), watched.moves());
    }

    @Test
    void oneThatArrivedIsNotRepeated() {
        for (int count = 0; count < 20; count++) {
            watched.request(Event.AnnouncementRequested::new);
            watched.run(1_000 + 73 * count);
        }
        assertEquals(20, watched.moves().size());
    }

    @Test
    void aWitnessThatArrivedSpeaksForATargetThatIsSilentAndAnswersLater() {
        watched.setTarget(SampleGroup.targets(1).iterator().next(), false);
        watched.run(5_000);
        watched.request(Event.AnnouncementRequested::new);
        watched.run(5_000);
        watched.setTarget(SampleGroup.targets(1).iterator().next(), true);
        watched.run(5_000);
        assertEquals(List.of("announce preferred"), watched.moves());
    }

    @Test
    void whatNobodyCouldWitnessIsAnnouncedWhenTheOtherBridgeIsBackAndOnce() {
        pair.disconnect(ALTERNATE);
        pair.request(Event.AnnouncementRequested::new);
        pair.run(5_000);
        pair.forget();
        pair.connect(ALTERNATE);
        pair.run(5_000);
        assertEquals(List.of("close alternate", "announce preferred"), pair.moves());
    }

    @Test
    void withoutAnyProbesNothingIsRepeated() {
        final var blind = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new PathProbeConfiguration(false, 1000, 3)));
        blind.request(Event.AnnouncementRequested::new);
        blind.run(10_000);
        assertEquals(List.of("announce preferred"), blind.moves());
    }
}
