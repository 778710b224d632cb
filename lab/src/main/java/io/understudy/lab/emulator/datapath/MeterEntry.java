/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBand;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBandDrop;

/**
 * A meter: bands, each with a bucket of tokens. A band whose bucket is empty drops the frame.
 */
public final class MeterEntry {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS_PER_KILOBIT = 1000;

    private final long number;
    private final Set<OFMeterFlags> flags;
    private final List<OFMeterBand> wireBands;
    private final List<Band> bands;
    private final Counter counter = new Counter();
    private final long created;
    private long used;

    private static final class Band {
        private final double rate;
        private final double most;
        private final Counter dropped = new Counter();
        private double tokens;

        Band(final double rate, final double most) {
            this.rate = rate;
            this.most = most;
            // as after a second of silence
            tokens = most;
        }
    }

    MeterEntry(final long number, final Set<OFMeterFlags> flags, final List<OFMeterBand> wireBands, final long now)
            throws RefusedException {
        this.number = number;
        this.flags = requireNonNull(flags);
        this.wireBands = requireNonNull(wireBands);
        created = now;
        used = now;
        bands = new ArrayList<>(wireBands.size());
        final double unit = flags.contains(OFMeterFlags.PKTPS) ? 1 : BITS_PER_KILOBIT;
        for (var band : wireBands) {
            if (!(band instanceof OFMeterBandDrop drop)) {
                throw new RefusedException(Refusal.BAD_BAND);
            }
            final boolean burst = flags.contains(OFMeterFlags.BURST) && drop.getBurstSize() > 0;
            bands.add(new Band(drop.getRate() * unit, (burst ? drop.getBurstSize() : drop.getRate()) * unit));
        }
    }

    /**
     * Returns its number.
     *
     * @return the number
     */
    public long number() {
        return number;
    }

    /**
     * Returns its flags.
     *
     * @return the flags
     */
    public Set<OFMeterFlags> flags() {
        return flags;
    }

    /**
     * Returns its bands as the controller gave them.
     *
     * @return the bands
     */
    public List<OFMeterBand> wireBands() {
        return wireBands;
    }

    /**
     * Returns how many frames came to it.
     *
     * @return the number
     */
    public long packets() {
        return counter.packets();
    }

    /**
     * Returns how many bytes those frames had.
     *
     * @return the number
     */
    public long bytes() {
        return counter.bytes();
    }

    /**
     * Returns how many frames a band dropped.
     *
     * @param band counted from 0
     * @return the number
     */
    public long dropped(final int band) {
        return bands.get(band).dropped.packets();
    }

    /**
     * Returns how many bytes those frames had.
     *
     * @param band counted from 0
     * @return the number
     */
    public long droppedBytes(final int band) {
        return bands.get(band).dropped.bytes();
    }

    /**
     * Returns how long it has been there.
     *
     * @param now the time, ns
     * @return ns
     */
    public long age(final long now) {
        return now - created;
    }

    /** Lets a frame pass, or not. */
    boolean pass(final int length, final long now) {
        counter.add(length);
        final double elapsed = (now - used) / NANOS_PER_SECOND;
        used = now;
        final double cost = flags.contains(OFMeterFlags.PKTPS) ? 1 : length * Byte.SIZE;
        Band dropping = null;
        for (var band : bands) {
            band.tokens = Math.min(band.most, band.tokens + elapsed * band.rate);
            if (band.tokens >= cost) {
                band.tokens -= cost;
            } else if (dropping == null || band.rate > dropping.rate) {
                dropping = band;
            }
        }
        if (dropping == null) {
            return true;
        }
        dropping.dropped.add(length);
        return false;
    }
}
