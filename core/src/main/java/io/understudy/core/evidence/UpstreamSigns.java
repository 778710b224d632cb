/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.model.Moment;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.net.InetAddress;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The probes of the targets behind one bridge's uplink.
 *
 * @param targets a monitor for each
 */
public record UpstreamSigns(ImmutableMap<InetAddress, ProbeMonitor> targets) {
    public static final UpstreamSigns NONE = new UpstreamSigns(ImmutableMap.of());

    /**
     * Checks that nothing is missing.
     */
    public UpstreamSigns {
        requireNonNull(targets);
    }

    /**
     * Changes the probes of all targets.
     *
     * @param change gives the new monitor of a target
     * @return the changed signs
     */
    public UpstreamSigns mapped(final BiFunction<InetAddress, ProbeMonitor, ProbeMonitor> change) {
        final var changed = ImmutableMap.<InetAddress, ProbeMonitor>builder();
        targets.forEach((target, monitor) -> changed.put(target, change.apply(target, monitor)));
        return new UpstreamSigns(changed.build());
    }

    /**
     * Says whether the way behind the uplink works.
     *
     * @param configuration timers and policy
     * @return the targets' states combined by the policy; unknown without targets
     */
    public EvidenceState state(final UpstreamConfiguration configuration) {
        // with "any" a single up decides, with "all" a single down
        final var deciding = configuration.policy() == Policy.ANY ? EvidenceState.UP : EvidenceState.DOWN;
        var combined = EvidenceState.UNKNOWN;
        boolean unknown = false;
        for (var monitor : targets.values()) {
            final var state = monitor.state(configuration.multiplier());
            if (state == deciding) {
                return deciding;
            }
            unknown |= state == EvidenceState.UNKNOWN;
            combined = state;
        }
        return unknown ? EvidenceState.UNKNOWN : combined;
    }

    /**
     * Returns when a probe was last sent.
     *
     * @return ns; {@link Moment#NONE} if never
     */
    long sentAt() {
        return targets.values().stream().mapToLong(monitor -> monitor.schedule().sentAt()).max().orElse(Moment.NONE);
    }

    /**
     * Tells whether this uplink is known to work at least as lately as another one was found not to: the answers that
     * the policy demands came after the other one's last probe was sent. Else both may have been lost at once, by a
     * fault of the network.
     */
    public boolean worksSince(final UpstreamSigns other, final UpstreamConfiguration configuration) {
        final Predicate<ProbeMonitor> later = monitor -> monitor.receivedAt() >= other.sentAt();
        return state(configuration) == EvidenceState.UP && (configuration.policy() == Policy.ANY
            ? targets.values().stream().anyMatch(later) : targets.values().stream().allMatch(later));
    }
}
