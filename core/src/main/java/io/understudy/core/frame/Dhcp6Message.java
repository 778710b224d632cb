/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import com.google.common.collect.ImmutableList;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A Reply of DHCPv6 (RFC 8415, 16.10): what a server grants a client.
 */
final class Dhcp6Message {
    private static final int REPLY = 7;
    private static final int OPTIONS_OFFSET = 4;

    private static final int OPTION_ASSOCIATION = 3;
    private static final int OPTION_ADDRESS = 5;
    private static final int OPTION_HEADER = 4;
    private static final int LENGTH_OFFSET = 2;

    /** An association for non-temporary addresses: identifier and two times precede its options (RFC 8415, 21.4). */
    private static final int ASSOCIATION_LENGTH = 12;
    /** An address: itself and two lifetimes precede its options (RFC 8415, 21.6). */
    private static final int ADDRESS_LENGTH = 24;
    private static final int VALID_LIFETIME_OFFSET = 20;

    private Dhcp6Message() {
        // Not to be instantiated
    }

    // Without its header.
    private record Option(int code, int start, int end) {
    }

    /**
     * Reads the addresses that a message grants.
     *
     * @param reader the frame
     * @param datagram where the message is in it
     * @return the addresses that are not temporary and are still valid; none if it is not a Reply
     * @throws MalformedFrameException if the message or an option of it ends too early
     */
    static ImmutableList<InetAddress> addresses(final FrameReader reader, final UdpDatagram datagram) {
        final int start = datagram.start();
        if (datagram.end() - start < OPTIONS_OFFSET) {
            throw new MalformedFrameException("A DHCPv6 message of " + (datagram.end() - start) + " bytes", start);
        }
        if (reader.unsigned8(start) != REPLY) {
            return ImmutableList.of();
        }
        final var addresses = ImmutableList.<InetAddress>builder();
        for (var association : options(reader, start + OPTIONS_OFFSET, datagram.end())) {
            if (association.code() == OPTION_ASSOCIATION) {
                final int first = behind("identity association", association, ASSOCIATION_LENGTH);
                options(reader, first, association.end()).stream()
                    .filter(option -> option.code() == OPTION_ADDRESS)
                    .filter(option -> isValid(reader, option))
                    .forEach(option -> addresses.add(reader.inet6(option.start())));
            }
        }
        return addresses.build();
    }

    private static boolean isValid(final FrameReader reader, final Option address) {
        behind("address", address, ADDRESS_LENGTH);
        return reader.signed32(address.start() + VALID_LIFETIME_OFFSET) != 0;
    }

    private static int behind(final String what, final Option option, final int length) {
        if (option.end() - option.start() < length) {
            throw new MalformedFrameException("A DHCPv6 " + what + " of " + (option.end() - option.start())
                + " bytes instead of " + length + " or more", option.start());
        }
        return option.start() + length;
    }

    private static List<Option> options(final FrameReader reader, final int first, final int end) {
        final var options = new ArrayList<Option>();
        int offset = first;
        while (offset < end) {
            final int start = offset + OPTION_HEADER;
            if (start > end || reader.unsigned16(offset + LENGTH_OFFSET) > end - start) {
                throw new MalformedFrameException("A DHCPv6 option that ends behind what holds it", offset);
            }
            final int next = start + reader.unsigned16(offset + LENGTH_OFFSET);
            options.add(new Option(reader.unsigned16(offset), start, next));
            offset = next;
        }
        return options;
    }
}
