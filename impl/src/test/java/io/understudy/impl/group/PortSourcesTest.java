/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.PortDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which of the two sources counts.
 */
final class PortSourcesTest {
    private static final BridgeId BRIDGE = new BridgeId(1);
    /** Port 7 went down and came back; names tell the reports apart. */
    private static final List<PortDirectory> HISTORY = List.of(port("first", true, true),
        port("second", false, false), port("third", true, true));

    private final PortSources sources = new PortSources();

    /** A piece of news; {@code index} is its place in the history, negative for the end of a source. */
    private record News(boolean observed, int index) {
        @Override
        public String toString() {
            return (observed ? "observed " : "inventory ") + (index < 0 ? "ended" : HISTORY.get(index));
        }
    }

    private static PortDirectory port(final String name, final boolean up, final boolean live) {
        return new PortDirectory(Map.of(7L, new PortDirectory.Entry(name, up, live)));
    }

    private static boolean isUp(final Optional<PortDirectory> ports) {
        return ports.orElseThrow().ports().get(7L).up();
    }

    private static List<News> source(final boolean observed) {
        return List.of(new News(observed, 0), new News(observed, 1), new News(observed, 2), new News(observed, -1));
    }

    /** All ways in which the news of both sources can come one after the other, each source in its order. */
    static Stream<List<News>> interleavings() {
        return merge(source(true), source(false));
    }

    private static Stream<List<News>> merge(final List<News> left, final List<News> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Stream.of(left.isEmpty() ? right : left);
        }
        return Stream.concat(
            merge(left.subList(1, left.size()), right).map(rest -> prepend(left.getFirst(), rest)),
            merge(left, right.subList(1, right.size())).map(rest -> prepend(right.getFirst(), rest)));
    }

    private static List<News> prepend(final News first, final List<News> rest) {
        final var all = new ArrayList<News>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private void take(final News news) {
        if (news.observed()) {
            if (news.index() < 0) {
                assertTrue(sources.unobserved(BRIDGE));
            } else {
                sources.observed(BRIDGE, HISTORY.get(news.index()));
            }
        } else if (news.index() < 0) {
            sources.inventoryGone(BRIDGE);
        } else {
            sources.inventory(BRIDGE, HISTORY.get(news.index()));
        }
    }

    @ParameterizedTest
    @MethodSource("interleavings")
    void theDirectConnectionCountsWhileThereIsOneAndElseTheInventory(final List<News> order) {
        Optional<PortDirectory> observed = Optional.empty();
        Optional<PortDirectory> inventory = Optional.empty();
        for (var news : order) {
            take(news);
            final var reported = news.index() < 0 ? Optional.<PortDirectory>empty()
                : Optional.of(HISTORY.get(news.index()));
            if (news.observed()) {
                observed = reported;
            } else {
                inventory = reported;
            }
            assertEquals(observed.isPresent() ? observed : inventory, sources.current(BRIDGE), () -> "after " + news);
        }
    }

    @ParameterizedTest
    @MethodSource("interleavings")
    void whatIsObservedIsNeverUndoneByOlderNews(final List<News> order) {
        int newest = -1;
        for (var news : order) {
            take(news);
            if (news.observed()) {
                newest = news.index();
            }
            if (newest >= 0) {
                assertEquals(Optional.of(HISTORY.get(newest)), sources.current(BRIDGE), () -> "after " + news);
            }
        }
    }

    @Test
    void tellsWhatIsNews() {
        assertTrue(sources.inventory(BRIDGE, HISTORY.get(0)));
        assertFalse(sources.observed(BRIDGE, HISTORY.get(0)), "nothing changed");
        assertTrue(sources.observed(BRIDGE, HISTORY.get(1)));
        assertFalse(sources.observed(BRIDGE, HISTORY.get(1)), "one loss makes two messages");
        assertFalse(sources.inventory(BRIDGE, HISTORY.get(1)), "it does not count");
        assertTrue(sources.unobserved(BRIDGE));
        assertFalse(sources.unobserved(BRIDGE), "it had ended");
        assertTrue(sources.inventory(BRIDGE, HISTORY.get(1)));
    }

    @Test
    void aBridgeThatNobodyToldOfHasNoPorts() {
        assertEquals(Optional.empty(), sources.current(BRIDGE));
        sources.inventory(new BridgeId(2), HISTORY.get(0));
        assertEquals(Optional.empty(), sources.current(BRIDGE));
    }

    @Test
    void aPortThatIsNoLongerLiveStaysDownWhenTheSourceChanges() {
        sources.observed(BRIDGE, port("uplink", true, true));
        sources.observed(BRIDGE, port("uplink", true, false));
        assertFalse(isUp(sources.current(BRIDGE)));

        sources.inventory(BRIDGE, port("uplink", true, false));
        sources.unobserved(BRIDGE);
        assertFalse(isUp(sources.current(BRIDGE)), "the inventory has seen it no other way");
        sources.observed(BRIDGE, port("uplink", true, false));
        assertFalse(isUp(sources.current(BRIDGE)), "nor has the next connection");
        sources.observed(BRIDGE, port("uplink", true, true));
        assertTrue(isUp(sources.current(BRIDGE)));
    }

    @Test
    void whichPortsWereLiveIsForgottenWithTheConnectionOfTheBridge() {
        sources.inventory(BRIDGE, port("uplink", true, true));
        sources.inventory(BRIDGE, port("uplink", true, false));
        sources.disconnected(BRIDGE);
        assertTrue(isUp(sources.current(BRIDGE)), "a switch that never sets the bit");
    }

    @Test
    void aPortThatIsLiveWhenTheConnectionIsLostMustStayLive() {
        sources.observed(BRIDGE, port("uplink", true, true));
        sources.disconnected(BRIDGE);
        sources.observed(BRIDGE, port("uplink", true, false));
        assertFalse(isUp(sources.current(BRIDGE)));
    }
}
