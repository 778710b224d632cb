/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import io.understudy.core.model.AnnouncementConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the rounds of an announcement begin. The delay grows from round to round, so that the first rounds follow each
 * other while a switch may just be busy, and the last one comes after a link has settled.
 */
public final class AnnouncementSchedule {
    private AnnouncementSchedule() {
        // Not to be instantiated
    }

    /**
     * Spaces the rounds.
     *
     * @param configuration number of rounds and delays
     * @return milliseconds from the start to each round, the first of which is 0; by default 0, 50, 200, 450, 800
     */
    public static List<Long> roundOffsetsMillis(final AnnouncementConfiguration configuration) {
        final var offsets = new ArrayList<Long>(configuration.rounds());
        long offset = 0;
        long delay = configuration.initialDelayMillis();
        for (int round = 0; round < configuration.rounds(); round++) {
            offsets.add(offset);
            offset += Math.min(delay, configuration.maxDelayMillis());
            delay += configuration.stepMillis();
        }
        return List.copyOf(offsets);
    }
}
