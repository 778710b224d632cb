/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a port counts as up.
 */
final class LiveHistoryTest {
    private final LiveHistory history = new LiveHistory();

    private static PortDirectory port(final boolean up, final boolean live) {
        return new PortDirectory(Map.of(7L, new PortDirectory.Entry("uplink", up, live)));
    }

    private boolean isUp(final PortDirectory reported) {
        history.note(reported);
        return history.judge(reported).ports().get(7L).up();
    }

    @ParameterizedTest(name = "seen live {0}, link up {1}, live {2}: up {3}")
    @CsvSource({
        "false, false, false, false",
        "false, false, true,  false",
        "false, true,  false, true",
        "false, true,  true,  true",
        "true,  false, false, false",
        "true,  false, true,  false",
        "true,  true,  false, false",
        "true,  true,  true,  true",
    })
    void isUpIfItsLinkIsAndItIsStillLiveIfItEverWas(final boolean seenLive, final boolean linkUp, final boolean live,
            final boolean up) {
        if (seenLive) {
            isUp(port(true, true));
        }
        assertEquals(up, isUp(port(linkUp, live)));
    }

    @Test
    void aPortThatLostItsLifeIsUpAgainWhenItIsLiveAgain() {
        isUp(port(true, true));
        assertFalse(isUp(port(true, false)));
        assertFalse(isUp(port(true, false)), "it is remembered, not only a change");
        assertTrue(isUp(port(true, true)));
    }

    @Test
    void aPortThatWasRemovedHasNoHistory() {
        isUp(port(true, true));
        history.note(PortDirectory.EMPTY);
        assertTrue(isUp(port(true, false)));
    }

    @Test
    void anotherConnectionHasNoHistory() {
        isUp(port(true, true));
        history.clear();
        assertTrue(isUp(port(true, false)));
    }

    @Test
    void eachPortHasItsOwn() {
        final var both = port(true, true).with(8, Optional.of(new PortDirectory.Entry("trunk", true, false)));
        isUp(both);
        assertTrue(history.judge(both).ports().get(8L).up());
    }
}
