/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import io.understudy.core.model.HostKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which hosts are used, by what their flows on one bridge have counted: compares each reading of the counters with the
 * earlier ones. A count that is another than before, a smaller one too, means use; so does a flow that was written
 * anew, for its counter may have begun at zero and come to the same number.
 *
 * <p>A reading may be of a hundred thousand hosts, and whoever reads it has more urgent things to do. So it is compared
 * slice by slice.
 */
final class HostUse {
    /** So many hosts are compared in one go: less than a millisecond's work. */
    static final int SLICE = 2048;

    private Map<HostKey, Count> counts = new HashMap<>();
    private Map<HostKey, Count> next = Map.of();
    private Iterator<Map.Entry<HostKey, Long>> reading = Map.<HostKey, Long>of().entrySet().iterator();
    private long askedAt;
    private long answeredAt;
    private boolean comparing;
    private boolean asked;
    /** Hosts whose flows were written since the reading was asked for: what it says of them is not certain. */
    private final Set<HostKey> uncertain = new HashSet<>();
    private final Set<HostKey> unused = new LinkedHashSet<>();

    /**
     * What a host's flows have counted.
     *
     * @param packets how many frames
     * @param since when that was first known, ns: no frame was counted since then
     */
    private record Count(long packets, long since) {
    }

    /** Forgets all that was read. */
    void clear() {
        counts = new HashMap<>();
        unused.clear();
        drop();
    }

    /** A reading is asked for. */
    void ask(final long now) {
        drop();
        asked = true;
        askedAt = now;
    }

    /** The reading that was asked for will not come, or is not wanted. */
    void drop() {
        asked = false;
        comparing = false;
        uncertain.clear();
    }

    /**
     * Takes the reading that was asked for, to be compared.
     *
     * @param packets of each host what its flows have counted; a host that is left out is not known to be unused
     */
    void take(final Map<HostKey, Long> packets, final long now) {
        answeredAt = now;
        reading = packets.entrySet().iterator();
        next = HashMap.newHashMap(packets.size());
        comparing = true;
        unused.clear();
    }

    boolean isComparing() {
        return comparing;
    }

    /**
     * Compares the next slice.
     *
     * @param agingTime for how long nothing must have been counted for a host to be unused, ns
     */
    void compare(final long agingTime) {
        for (int compared = 0; compared < SLICE && reading.hasNext(); compared++) {
            final var entry = reading.next();
            compare(entry.getKey(), entry.getValue(), agingTime);
        }
        if (!reading.hasNext()) {
            counts = next;
            drop();
        }
    }

    private void compare(final HostKey host, final long packets, final long agingTime) {
        if (uncertain.contains(host)) {
            return;
        }
        final var before = counts.get(host);
        if (before == null || before.packets() != packets) {
            next.put(host, new Count(packets, answeredAt));
            return;
        }
        next.put(host, before);
        // Between the earlier answer and this question: what was on its way does not lengthen the time.
        if (askedAt - before.since() >= agingTime) {
            unused.add(host);
        }
    }

    /** The flows of some hosts are being written or removed. */
    void written(final Iterable<HostKey> hosts) {
        for (var host : hosts) {
            counts.remove(host);
            unused.remove(host);
            if (comparing) {
                next.remove(host);
            }
            if (asked) {
                uncertain.add(host);
            }
        }
    }

    boolean hasUnused() {
        return !unused.isEmpty();
    }

    /**
     * Hands out hosts that were not used for the ageing time.
     *
     * @param most how many at most
     */
    Set<HostKey> takeUnused(final int most) {
        final var taken = new HashSet<HostKey>();
        for (final var hosts = unused.iterator(); hosts.hasNext() && taken.size() < most;) {
            taken.add(hosts.next());
            hosts.remove();
        }
        return taken;
    }
}
