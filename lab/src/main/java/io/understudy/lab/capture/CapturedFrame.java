/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.capture;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A frame as {@code tcpdump -tt -e -n} printed it.
 *
 * @param at wall clock, to the microsecond
 * @param source source MAC address, lower-case
 * @param destination destination MAC address, lower-case; {@value #BROADCAST} for a broadcast
 * @param etherType EtherType, behind the VLAN tag if there is one
 * @param vlan VLAN identifier of a tagged frame
 * @param length length in bytes, without the frame check sequence
 * @param text the rest of the line: the frame in words
 */
public record CapturedFrame(Instant at, String source, String destination, int etherType, OptionalInt vlan, int length,
        String text) {
    /**
     * The broadcast address of Ethernet.
     */
    public static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    private static final Pattern LINE = Pattern.compile("(?<at>\\d+\\.\\d+) (?<source>[0-9a-f:]{17}) > "
        + "(?<destination>[0-9a-f:]{17}|Broadcast), ethertype [^(]*\\((?<type>0x[0-9a-f]{4})\\), "
        + "length (?<length>\\d+): (?<text>.*)");
    private static final Pattern TAG = Pattern.compile("vlan (?<vlan>\\d+), p \\d+,(?: DEI,)? "
        + "ethertype [^(]*\\((?<type>0x[0-9a-f]{4})\\), (?<text>.*)");
    private static final int NANOS_DIGITS = 9;

    public CapturedFrame {
        requireNonNull(at);
        requireNonNull(source);
        requireNonNull(destination);
        requireNonNull(vlan);
        requireNonNull(text);
    }

    /**
     * Reads one line of tcpdump.
     *
     * @param line the line
     * @return the frame, or nothing when the line is none (an indented continuation, a frame without EtherType)
     */
    public static Optional<CapturedFrame> parse(final String line) {
        final var frame = LINE.matcher(line);
        if (!frame.matches()) {
            return Optional.empty();
        }
        final var tag = TAG.matcher(frame.group("text"));
        final boolean tagged = tag.matches();
        return Optional.of(new CapturedFrame(instant(frame.group("at")), frame.group("source"),
            frame.group("destination").replace("Broadcast", BROADCAST),
            Integer.decode((tagged ? tag : frame).group("type")),
            tagged ? OptionalInt.of(Integer.parseInt(tag.group("vlan"))) : OptionalInt.empty(),
            Integer.parseInt(frame.group("length")), (tagged ? tag : frame).group("text")));
    }

    private static Instant instant(final String seconds) {
        final var nanos = new BigDecimal(seconds).movePointRight(NANOS_DIGITS).longValueExact();
        return Instant.ofEpochSecond(0, nanos);
    }
}
