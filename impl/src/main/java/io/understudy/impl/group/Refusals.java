/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.impl.text.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why groups that are configured do not run.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Map<String, String> reasons = new HashMap<>();
    private final LoopFactory factory;

    Refusals(final LoopFactory factory) {
        this.factory = requireNonNull(factory);
    }

    /** Takes a change of the configuration that has been carried out, as far as the group can run. */
    void note(final GroupChange change, final boolean runs) {
        if (change instanceof GroupChange.Disabled disabled) {
            add(disabled.name(), disabled.reason());
        } else if (change instanceof GroupChange.Misconfigured wrong && !runs) {
            add(wrong.name(), wrong.reason());
        } else if (change instanceof GroupChange.Deleted deleted) {
            takeBack(deleted.name());
        }
    }

    void add(final String name, final String reason) {
        if (!reason.equals(reasons.put(name, reason))) {
            LOG.warn("group {} cannot run: {}", Printable.of(name), Printable.of(reason));
        }
        factory.refused(name, reason);
    }

    /** The group runs now, and publishes itself how it stands. */
    void end(final String name) {
        reasons.remove(name);
    }

    /** The group is not configured any more, or its name is about to be another one's. */
    void takeBack(final String name) {
        if (reasons.remove(name) != null) {
            factory.forgotten(name);
        }
    }

    Optional<String> find(final String name) {
        return Optional.ofNullable(reasons.get(name));
    }
}
