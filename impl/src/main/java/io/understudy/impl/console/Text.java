/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import io.understudy.impl.text.Printable;
import java.util.Locale;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.IpAddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.DateAndTime;
import org.opendaylight.yangtools.binding.EnumTypeObject;
import org.opendaylight.yangtools.binding.ScalarTypeObject;

/**
 * Values as tables show them. Names of groups and ports, and reasons, are foreign text, so all text comes through here.
 */
final class Text {
    private static final int SECONDS_END = "2026-01-01T00:00:00".length();
    private static final double MICROS_PER_MILLI = 1000.0;

    private Text() {
        // only functions
    }

    static String of(final EnumTypeObject value) {
        return value == null ? "-" : value.getName();
    }

    static String of(final ScalarTypeObject<?> value) {
        return value == null ? "-" : Printable.of(value.getValue().toString());
    }

    static String of(final String value) {
        return value == null ? "" : Printable.of(value);
    }

    static String of(final Boolean value) {
        return value == null ? "-" : value ? "yes" : "no";
    }

    static String of(final IpAddressNoZone address) {
        return address.getIpv4AddressNoZone() != null ? address.getIpv4AddressNoZone().getValue()
            : address.getIpv6AddressNoZone().getValue();
    }

    /** To the second, UTC. */
    static String second(final DateAndTime time) {
        return time == null ? "-" : time.getValue().substring(0, SECONDS_END).replace('T', ' ');
    }

    static String millis(final Number micros) {
        return micros == null ? "-" : String.format(Locale.ROOT, "%.1f ms", micros.doubleValue() / MICROS_PER_MILLI);
    }
}
