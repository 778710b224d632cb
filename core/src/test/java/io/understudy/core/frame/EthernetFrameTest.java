/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EthernetFrameTest {
    private static final MacAddress ONE = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress TWO = MacAddress.parse("02:00:00:00:00:02");

    @ParameterizedTest
    @CsvSource({
        // header after the addresses, VLAN, EtherType, offset of the payload
        "0800, 0, 0x0800, 14",
        "0026, 0, 0x0026, 14",
        "81000001 0800, 1, 0x0800, 18",
        "81000ffe 86dd, 4094, 0x86DD, 18",
        "8100efff 0806, , , ",
        "8100f00a 0806, 10, 0x0806, 18",
        "8100e000 0806, 0, 0x0806, 18",
        "8100000a 8100000b 0800, 10, 0x8100, 18",
        "88a8000a 8100000b 0800, 0, 0x88A8, 14"
    })
    void tagsAndTypeAreReadFromTheHeader(final String header, final Integer vlanId, final Integer etherType,
            final Integer payloadOffset) {
        final var frame = SampleFrames.hex("020000000001 020000000002" + header);
        if (vlanId == null) {
            final var message =
                assertThrows(MalformedFrameException.class, () -> EthernetFrame.parse(frame)).getMessage();
            assertEquals("Reserved VLAN identifier 4095 at byte 14", message);
        } else {
            assertEquals(new EthernetFrame(ONE, TWO, vlanId, etherType, payloadOffset), EthernetFrame.parse(frame));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "020000000001 020000000002 08, 13", "020000000001 020000000002 8100, 14",
        "020000000001 020000000002 8100 0001 08, 17"})
    void faultNamesTheByteAtWhichTheFrameEnds(final String digits, final int offset) {
        final var fault = assertThrows(MalformedFrameException.class,
            () -> EthernetFrame.parse(SampleFrames.hex(digits)));
        assertEquals(offset, fault.offset());
        assertTrue(fault.getMessage().endsWith("at byte " + offset), fault.getMessage());
    }

    @Test
    void longPayloadIsNotPadded() {
        final var frame = EthernetFrame.encode(ONE, new HostKey(5, TWO), 0x88B5, new byte[100]);
        assertEquals(118, frame.length);
        assertEquals(new EthernetFrame(ONE, TWO, 5, 0x88B5, 18), EthernetFrame.parse(frame));
    }

    @Test
    void shortPayloadIsPadded() {
        assertEquals(60, EthernetFrame.encode(ONE, new HostKey(0, TWO), 0x88B5, new byte[0]).length);
        assertEquals(64, EthernetFrame.encode(ONE, new HostKey(1, TWO), 0x88B5, new byte[46]).length);
    }
}
