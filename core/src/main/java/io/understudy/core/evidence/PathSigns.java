/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Moment;
import io.understudy.core.model.PathProbeConfiguration;
import java.util.function.UnaryOperator;

/**
 * The probes through one bridge. That none arrives proves that it does not forward only where they are known to
 * arrive otherwise.
 *
 * @param outward probes from the other bridge's trunk to its uplink
 * @param inward probes from the other bridge's uplink to its trunk
 * @param watchedSince since when they are being sent without a break, ns; {@link Moment#NONE} if they are not
 * @param proven whether one ever came through
 * @param distrusted whether they were lost while the bridge answered otherwise, and none came through since
 */
public record PathSigns(ProbeMonitor outward, ProbeMonitor inward, long watchedSince, boolean proven,
        boolean distrusted) {
    static final PathSigns STOPPED = new PathSigns(ProbeMonitor.STOPPED, ProbeMonitor.STOPPED, Moment.NONE, false,
        false);

    /**
     * Checks that nothing is missing.
     */
    public PathSigns {
        requireNonNull(outward);
        requireNonNull(inward);
    }

    /**
     * Returns the probes of one direction.
     *
     * @param direction which
     * @return their monitor
     */
    public ProbeMonitor monitor(final PathDirection direction) {
        return direction == PathDirection.OUTWARD ? outward : inward;
    }

    /**
     * Tells whether probes are being sent.
     *
     * @return true if so
     */
    public boolean running() {
        return outward.running();
    }

    /**
     * Replaces the probes of one direction.
     *
     * @param direction which
     * @param monitor their new monitor
     * @return the signs with them
     */
    public PathSigns with(final PathDirection direction, final ProbeMonitor monitor) {
        return direction == PathDirection.OUTWARD
            ? new PathSigns(monitor, inward, watchedSince, proven, distrusted)
            : new PathSigns(outward, monitor, watchedSince, proven, distrusted);
    }

    /**
     * Changes the probes of both directions.
     *
     * @param change applied to each monitor
     * @return the changed signs
     */
    public PathSigns mapped(final UnaryOperator<ProbeMonitor> change) {
        return new PathSigns(change.apply(outward), change.apply(inward), watchedSince, proven, distrusted);
    }

    /**
     * Begins to send probes. No effect while they are being sent.
     *
     * @param now when the first one is due, ns
     * @return the signs from then on
     */
    public PathSigns start(final long now) {
        return running() ? this : new PathSigns(outward.start(now), inward.start(now), now, proven, distrusted);
    }

    /**
     * Ends the sending of probes.
     *
     * @return the signs from then on; what has come through once stays proven
     */
    public PathSigns stop() {
        return running() ? new PathSigns(outward.stop(), inward.stop(), Moment.NONE, proven, distrusted) : this;
    }

    /**
     * Brings the next probes forward.
     *
     * @param latest when they are due at the latest, ns
     * @return the signs with that schedule
     */
    public PathSigns hurried(final long latest) {
        return mapped(monitor -> monitor.hurried(latest));
    }

    /**
     * Called when a probe comes through. It counts if its request is open.
     *
     * @param direction the way it came
     * @param sequence its sequence, 16 bits
     * @param now ns
     * @return the signs with it; the same object if it does not count
     */
    public PathSigns arrived(final PathDirection direction, final int sequence, final long now) {
        final var monitor = monitor(direction).answered(sequence, now);
        if (monitor == monitor(direction)) {
            return this;
        }
        final var heard = with(direction, monitor);
        return new PathSigns(heard.outward, heard.inward, watchedSince, true, false);
    }

    private boolean hasComeThrough(final long since) {
        return proven && Math.max(outward.receivedAt(), inward.receivedAt()) >= since;
    }

    /**
     * Takes the trust from what came through earlier, until the next probe comes through.
     *
     * @return the signs without it
     */
    public PathSigns distrust() {
        return new PathSigns(outward, inward, watchedSince, proven, true);
    }

    /**
     * Says whether anything comes through at all.
     *
     * @param configuration the timers
     * @return down if both directions are lost, up if one is not
     */
    public EvidenceState state(final PathProbeConfiguration configuration) {
        final var out = outward.state(configuration.multiplier());
        final var in = inward.state(configuration.multiplier());
        if (out == EvidenceState.UP || in == EvidenceState.UP) {
            return EvidenceState.UP;
        }
        return out == EvidenceState.DOWN && in == EvidenceState.DOWN ? EvidenceState.DOWN : EvidenceState.UNKNOWN;
    }

    /**
     * Says what follows for whether the bridge forwards.
     *
     * <p>A probe through this bridge in one direction takes the same links, in the same direction, as one through the
     * other bridge in the other direction. So arrivals through the one that had the role a moment ago prove that the
     * way is open, even if this bridge dies before a probe came through it; but not if the other one has connected anew
     * since, for then its links may not be what they were. The same holds for arrivals through this one before its gate
     * was to be changed: a move that is given up because it died begins the watch again.
     *
     * @param configuration whether it is probed, and the timers
     * @param other the probes through the other bridge
     * @param otherSince since when the other bridge, which sends the probes through this one, is connected, ns
     * @param grace how long what came through before still proves the way, and how long probes that came through at any
     *     time are waited for, ns
     * @param now ns
     * @return the evidence
     */
    public PathEvidence evidence(final PathProbeConfiguration configuration, final PathSigns other,
            final long otherSince, final long grace, final long now) {
        if (!configuration.enabled()) {
            return PathEvidence.OFF;
        }
        return switch (state(configuration)) {
            case UP -> PathEvidence.UP;
            case UNKNOWN -> PathEvidence.UNPROVEN;
            case DOWN -> {
                final long lately = Math.max(otherSince, watchedSince - grace);
                final boolean known = outward.heard().ever() || inward.heard().ever()
                    || hasComeThrough(lately) || other.hasComeThrough(lately)
                    || (proven || other.proven) && now >= watchedSince + grace;
                yield known && !distrusted ? PathEvidence.DOWN : PathEvidence.UNPROVEN;
            }
        };
    }
}
