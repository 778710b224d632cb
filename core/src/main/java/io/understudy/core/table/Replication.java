/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import java.util.List;

/**
 * What a copy of the table needs to become equal to it again. Both lists are in the order of the keys, and no key is in
 * both.
 *
 * @param upserted hosts to be added or replaced; one that moved between a trunk and the uplink is here once, as it is
 *     now, and whoever keeps local and remote hosts apart has to take it from the other side
 * @param removed hosts that the copy has and the table has no longer
 */
public record Replication(List<Host> upserted, List<HostKey> removed) {
    /** Copies the lists. */
    public Replication {
        upserted = List.copyOf(upserted);
        removed = List.copyOf(removed);
    }

    /**
     * Whether there is nothing to do.
     *
     * @return true if both lists are empty
     */
    public boolean isEmpty() {
        return upserted.isEmpty() && removed.isEmpty();
    }
}
