/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HeapHistogramTest {
    private static final String PRINTED = """
        4103:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:        200000        9000000  [B (java.base@25.0.1)
           2:         10000         480000  io.understudy.core.model.Host
           3:         10000         240000  io.understudy.core.model.HostKey
           4:             1          40000  [Lio.understudy.core.table.Entry;
           5:            10            160  tech.pantheon.triemap.SNode
           6:             5             80  io.understudy.core.model.Host
        Total        220026        9760240
        """;

    @Test
    void whatIsPrintedIsAddedUpByClass() {
        final var heap = HeapHistogram.parse(PRINTED);
        assertEquals(9_760_240, heap.total());
        assertEquals(480_080, heap.bytes().get("io.understudy.core.model.Host"), "two class loaders have it");
        assertEquals(760_080, heap.of("io.understudy."));
        assertEquals(760_240, heap.of("io.understudy.", "tech.pantheon."));
        assertEquals(0, heap.of("java."));
    }

    @Test
    void somethingElseIsRefused() {
        assertThrows(LabException.class, () -> HeapHistogram.parse("4103: Unable to open socket file"));
    }
}
