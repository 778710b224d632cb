/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.emulator.datapath.RefusedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.projectfloodlight.openflow.protocol.OFMessage;

/**
 * The messages that a test wants refused, whatever the switch itself thinks of them.
 */
final class Refusals {
    private final List<Rule> rules = new ArrayList<>();

    private static final class Rule {
        private final Predicate<OFMessage> which;
        private final Refusal refusal;
        private long pass;
        private long refuse;

        Rule(final Predicate<OFMessage> which, final Refusal refusal, final long pass, final long refuse) {
            this.which = requireNonNull(which);
            this.refusal = requireNonNull(refusal);
            this.pass = pass;
            this.refuse = refuse;
        }
    }

    void add(final Predicate<OFMessage> which, final Refusal refusal, final long pass, final long refuse) {
        rules.add(new Rule(which, refusal, pass, refuse));
    }

    void clear() {
        rules.clear();
    }

    void check(final OFMessage message) throws RefusedException {
        for (final Iterator<Rule> all = rules.iterator(); all.hasNext();) {
            final var rule = all.next();
            if (!rule.which.test(message)) {
                continue;
            }
            if (rule.pass > 0) {
                rule.pass--;
                continue;
            }
            if (--rule.refuse == 0) {
                all.remove();
            }
            throw new RefusedException(rule.refusal);
        }
    }
}
