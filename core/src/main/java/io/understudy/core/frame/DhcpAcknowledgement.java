/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A DHCPACK (RFC 2131, sections 2 and 3.1): the server commits itself to an address.
 *
 * @param client MAC address of the client
 * @param address the address that it may use from now on
 */
record DhcpAcknowledgement(MacAddress client, InetAddress address) {
    private static final int BOOT_REPLY = 2;
    private static final int HARDWARE_ETHERNET = 1;
    private static final int HARDWARE_LENGTH = 6;
    private static final int MAGIC_COOKIE = 0x6382_5363;
    private static final int ACKNOWLEDGEMENT = 5;

    private static final int HARDWARE_OFFSET = 1;
    private static final int HARDWARE_LENGTH_OFFSET = 2;
    private static final int YOUR_ADDRESS_OFFSET = 16;
    private static final int CLIENT_HARDWARE_OFFSET = 28;
    private static final int COOKIE_OFFSET = 236;
    private static final int OPTIONS_OFFSET = 240;

    private static final int OPTION_PAD = 0;
    private static final int OPTION_MESSAGE_TYPE = 53;
    private static final int OPTION_END = 255;
    private static final int OPTION_HEADER = 2;

    static Optional<DhcpAcknowledgement> parse(final FrameReader reader, final UdpDatagram datagram) {
        final int start = datagram.start();
        if (datagram.end() - start < OPTIONS_OFFSET) {
            throw new MalformedFrameException("A DHCP message of " + (datagram.end() - start) + " bytes instead of "
                + OPTIONS_OFFSET + " or more", start);
        }
        if (reader.unsigned8(start) != BOOT_REPLY
            || reader.unsigned8(start + HARDWARE_OFFSET) != HARDWARE_ETHERNET
            || reader.unsigned8(start + HARDWARE_LENGTH_OFFSET) != HARDWARE_LENGTH
            || reader.signed32(start + COOKIE_OFFSET) != MAGIC_COOKIE
            || messageType(reader, start + OPTIONS_OFFSET, datagram.end()) != ACKNOWLEDGEMENT) {
            return Optional.empty();
        }
        return Optional.of(new DhcpAcknowledgement(reader.mac(start + CLIENT_HARDWARE_OFFSET),
            reader.inet4(start + YOUR_ADDRESS_OFFSET)));
    }

    // 0 without the option. It is looked for in the options field only, not in those that options may overload.
    private static int messageType(final FrameReader reader, final int first, final int end) {
        int offset = first;
        while (offset < end) {
            final int option = reader.unsigned8(offset);
            if (option == OPTION_END) {
                return 0;
            }
            if (option == OPTION_PAD) {
                offset++;
                continue;
            }
            final int left = end - offset - OPTION_HEADER;
            if (left < 0 || reader.unsigned8(offset + 1) > left) {
                throw new MalformedFrameException("A DHCP option that ends behind the message", offset);
            }
            if (option == OPTION_MESSAGE_TYPE && reader.unsigned8(offset + 1) == 1) {
                return reader.unsigned8(offset + OPTION_HEADER);
            }
            offset += OPTION_HEADER + reader.unsigned8(offset + 1);
        }
        return 0;
    }
}
