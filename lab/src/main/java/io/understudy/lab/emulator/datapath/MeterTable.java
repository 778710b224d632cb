/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.projectfloodlight.openflow.protocol.OFMeterMod;

/**
 * The meters of a datapath.
 */
public final class MeterTable {
    /** The number that stands for all meters. */
    public static final long ALL = 0xffff_ffffL;

    private static final long LAST = 0xffff_0000L;

    private final Map<Long, MeterEntry> meters = new TreeMap<>();
    private Limits limits;

    MeterTable(final Limits limits) {
        this.limits = limits;
    }

    void setLimits(final Limits other) {
        limits = other;
    }

    /**
     * Returns all meters, by their numbers.
     *
     * @return the meters
     */
    public Collection<MeterEntry> meters() {
        return List.copyOf(meters.values());
    }

    /**
     * Finds a meter.
     *
     * @param number its number
     * @return the meter, or null if there is none
     */
    public MeterEntry find(final long number) {
        return meters.get(number);
    }

    /**
     * Does what a message says.
     *
     * @param message the message
     * @param now the time, ns
     * @return the numbers of meters that are gone
     * @throws RefusedException if it cannot be done; nothing is changed then
     */
    List<Long> change(final OFMeterMod message, final long now) throws RefusedException {
        final long number = message.getMeterId();
        switch (message.getCommand()) {
            case ADD -> {
                if (number == 0 || number > LAST) {
                    throw new RefusedException(Refusal.INVALID_METER);
                }
                if (meters.containsKey(number)) {
                    throw new RefusedException(Refusal.METER_EXISTS);
                }
                if (meters.size() >= limits.meters()) {
                    throw new RefusedException(Refusal.OUT_OF_METERS);
                }
                meters.put(number, new MeterEntry(number, message.getFlags(), message.getMeters(), now));
                return List.of();
            }
            case MODIFY -> {
                if (!meters.containsKey(number)) {
                    throw new RefusedException(Refusal.UNKNOWN_METER);
                }
                meters.put(number, new MeterEntry(number, message.getFlags(), message.getMeters(), now));
                return List.of();
            }
            case DELETE -> {
                final var gone = number == ALL ? List.copyOf(meters.keySet())
                    : meters.containsKey(number) ? List.of(number) : List.<Long>of();
                gone.forEach(meters::remove);
                return gone;
            }
            default -> throw new RefusedException(Refusal.INVALID_METER);
        }
    }

    void clear() {
        meters.clear();
    }
}
