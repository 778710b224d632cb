/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.Side;

/**
 * What must never be, whatever the rules say: after a step, two connected bridges are not both known to forward. The
 * rules prevent it; where they do not, one gate is closed here, and everybody is told that there is a defect.
 */
final class GateInvariant {
    private GateInvariant() {
        // only a function
    }

    static void enforce(final Draft draft) {
        if (BridgeRules.areBothKnownToForward(draft)) {
            final var spare = draft.isPrimary(Side.ALTERNATE) ? Side.PREFERRED : Side.ALTERNATE;
            draft.closeGate(spare);
            draft.command(new Command.ReportViolation("both bridges were known to forward, which must never be:"
                + " the gate of " + draft.name(spare) + " is being closed; please report this defect with the log"));
        }
    }
}
