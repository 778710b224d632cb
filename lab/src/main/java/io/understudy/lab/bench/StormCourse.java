/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.measure.Course;
import io.understudy.lab.measure.Observation;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.Storm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fault in the middle of a storm of new hosts. What the storm does before the fault is measured for itself, for it
 * may cost frames without any fault.
 */
final class StormCourse {
    /** How long a storm has blown when something breaks. */
    static final Duration BEFORE_THE_FAULT = Duration.ofSeconds(5);

    private final Course course;
    private final Topology topology;
    private final int rate;

    /**
     * A course in a storm.
     *
     * @param course the course without it
     * @param topology the hosts that are there already
     * @param rate new hosts a second
     */
    StormCourse(final Course course, final Topology topology, final int rate) {
        this.course = requireNonNull(course);
        this.topology = requireNonNull(topology);
        this.rate = rate;
    }

    /**
     * Breaks something in the storm, and repairs it when the storm is over.
     *
     * @param breaking what breaks it, and waits for what that causes
     * @param healing what repairs it
     * @return what was seen before the fault, after it, and while it was repaired
     */
    Seen during(final Runnable breaking, final Runnable healing) {
        final var storm = new AtomicReference<Storm>();
        try {
            final var seen = course.during(List.of(() -> {
                storm.set(Storm.start(topology, rate));
                Course.letPass(BEFORE_THE_FAULT);
            }, breaking, () -> {
                try {
                    storm.getAndSet(null).close();
                } finally {
                    healing.run();
                }
            }));
            return new Seen(seen.get(0), seen.get(1), seen.get(2));
        } finally {
            Optional.ofNullable(storm.get()).ifPresent(Storm::close);
        }
    }

    /**
     * What was seen.
     *
     * @param before in the storm, before the fault
     * @param broken in the storm, from the fault on
     * @param healed after the storm, while the fault was repaired
     */
    record Seen(Observation before, Observation broken, Observation healed) {
        Seen {
            requireNonNull(before);
            requireNonNull(broken);
            requireNonNull(healed);
        }
    }
}
