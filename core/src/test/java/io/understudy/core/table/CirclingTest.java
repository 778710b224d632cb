/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static io.understudy.core.table.TableFixture.TRUNK;
import static io.understudy.core.table.TableFixture.frame;
import static io.understudy.core.table.TableFixture.key;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.model.Location;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Frames that go round through both bridges make every host appear everywhere.
 */
final class CirclingTest {
    private final ForwardingTable table = TableFixture.table();

    private static long millis(final long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void seen(final int host, final Location at, final long millis) {
        table.learn(frame(key(host)), at, millis(millis));
    }

    private Location locationOf(final int host) {
        return table.find(key(host)).orElseThrow().location();
    }

    @Test
    void aHostThatAppearsElsewhereMeanwhileHasNotMoved() {
        seen(1, TRUNK, 0);
        seen(2, Location.UPLINK, 0);
        table.suppressCircling(millis(20_000));
        for (int time = 1; time < 10_000; time += 100) {
            seen(1, Location.UPLINK, time);
            seen(1, TRUNK, time);
            seen(2, TRUNK, time);
            seen(2, Location.UPLINK, time);
        }

        assertEquals(TRUNK, locationOf(1));
        assertEquals(Location.UPLINK, locationOf(2));
    }

    @Test
    void aHostThatAppearsElsewhereAgainASecondLaterAndNowhereElseHasMoved() {
        seen(1, TRUNK, 0);
        table.suppressCircling(millis(60_000));
        seen(1, Location.UPLINK, 1_000);
        seen(1, Location.UPLINK, 1_999);
        assertEquals(TRUNK, locationOf(1));

        seen(1, Location.UPLINK, 2_000);
        assertEquals(Location.UPLINK, locationOf(1));
    }

    @Test
    void afterwardsAHostThatAppearsElsewhereHasMovedAtOnce() {
        seen(1, TRUNK, 0);
        table.suppressCircling(millis(1_000));
        seen(1, Location.UPLINK, 999);
        assertEquals(TRUNK, locationOf(1));

        seen(1, Location.UPLINK, 1_000);
        assertEquals(Location.UPLINK, locationOf(1));
    }

    @Test
    void aDoubtOfLongAgoSaysNothingAboutAFrameThatComesRoundNow() {
        seen(1, TRUNK, 0);
        table.suppressCircling(millis(60_000));
        seen(1, Location.UPLINK, 1_000);
        seen(1, Location.UPLINK, 9_000);
        seen(1, Location.UPLINK, 9_500);

        assertEquals(TRUNK, locationOf(1));
    }
}
