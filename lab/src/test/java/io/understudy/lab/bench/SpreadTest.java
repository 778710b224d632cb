/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertEquals(Optional.of(new Spread(3, 1, 100)), Spread.of(List.of(100.0, 1.0, 3.0)));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertEquals(Optional.of(new Spread(2.5, 1, 9)), Spread.of(List.of(9.0, 3.0, 1.0, 2.0)));
    }

    @Test
    void oneValueIsAllThree() {
        assertEquals(Optional.of(new Spread(7, 7, 7)), Spread.of(List.of(7.0)));
    }

    @Test
    void noValuesHaveNoSpread() {
        assertEquals(Optional.empty(), Spread.of(List.of()));
    }
}
