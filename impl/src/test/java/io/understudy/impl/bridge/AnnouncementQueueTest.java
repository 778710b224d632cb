/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.Location;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many frames are on their way to a bridge at a time.
 */
final class AnnouncementQueueTest {
    private static final int MOST = AnnouncementQueue.PORTION * AnnouncementQueue.PORTIONS_UNDER_WAY;

    private final List<byte[]> sent = new ArrayList<>();
    private final Queue<Runnable> barriers = new ArrayDeque<>();
    private final AnnouncementQueue queue = new AnnouncementQueue((location, frame) -> sent.add(frame),
        barriers::add);

    private static List<byte[]> frames(final int count) {
        return IntStream.range(0, count).mapToObj(number -> ByteBuffer.allocate(4).putInt(number).array()).toList();
    }

    @Test
    void allLeaveInTheirOrderAndFewAreOnTheirWay() {
        queue.add(Location.UPLINK, frames(1000));
        int confirmed = 0;
        while (!barriers.isEmpty()) {
            assertTrue(sent.size() - confirmed <= MOST, sent.size() + " of which " + confirmed + " are confirmed");
            barriers.remove().run();
            confirmed += AnnouncementQueue.PORTION;
        }
        assertEquals(IntStream.range(0, 1000).boxed().toList(),
            sent.stream().map(frame -> ByteBuffer.wrap(frame).getInt()).toList());
    }

    @Test
    void thereIsRoomAgainWhenSomeHaveLeft() {
        queue.add(Location.UPLINK, frames(MOST + AnnouncementQueue.WAITING - 1));
        assertEquals(1, queue.room());
        queue.add(Location.UPLINK, frames(2));
        assertEquals(0, queue.room());
        barriers.remove().run();
        assertEquals(AnnouncementQueue.PORTION - 1, queue.room());
    }

    @Test
    void whatIsDroppedDoesNotLeaveAndWhatComesThenDoes() {
        queue.add(Location.UPLINK, frames(1000));
        queue.clear();
        assertEquals(MOST, sent.size());
        queue.add(Location.UPLINK, frames(3));
        while (!barriers.isEmpty()) {
            barriers.remove().run();
        }
        assertEquals(MOST + 3, sent.size());
        queue.add(Location.UPLINK, frames(3));
        assertEquals(MOST + 6, sent.size(), "at once, if nothing is on its way");
    }

    @Test
    void whatAnEndedConnectionNeverAnswersHoldsUpNothing() {
        queue.add(Location.UPLINK, frames(1000));
        final var lost = List.copyOf(barriers);
        barriers.clear();
        queue.restart();
        assertEquals(2 * MOST, sent.size(), "by the new connection");
        lost.forEach(Runnable::run);
        assertEquals(2 * MOST, sent.size(), "a late answer is of the old one");
        while (!barriers.isEmpty()) {
            barriers.remove().run();
        }
        assertEquals(1000, sent.size());
    }
}
