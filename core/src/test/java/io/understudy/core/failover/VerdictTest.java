/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.evidence.Evidence;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry.Answer;
import io.understudy.core.evidence.PathEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rows of the decision table one by one, and what must hold for every combination of evidence.
 */
final class VerdictTest {
    private static final Set<Verdict> TAKEOVERS = Set.of(Verdict.PORT_DOWN, Verdict.BRIDGE_LOST,
        Verdict.UPSTREAM_LOST);

    @ParameterizedTest(name = "{8}: {0} {1} {2} {3} {4} {5} {6} {7}")
    @CsvSource(textBlock = """
        # channel, heartbeat, inquiry,   ports, upstream, secondary's, path,    ready, verdict
        # nothing speaks against it
        UP,      UP,        NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UP,       true,  KEEP
        UP,      UNKNOWN,   NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UNPROVEN, true,  KEEP
        UP,      UP,        NOT_ASKED, UP,    UP,       UP,       UP,       false, KEEP
        # row 1: uplink or last trunk down
        UP,      UP,        NOT_ASKED, DOWN,  UNKNOWN,  UNKNOWN,  DOWN,     true,  PORT_DOWN
        UP,      DOWN,      PENDING,   DOWN,  UNKNOWN,  UNKNOWN,  UNPROVEN, true,  PORT_DOWN
        UP,      UP,        NOT_ASKED, DOWN,  UNKNOWN,  UNKNOWN,  DOWN,     false, STRANDED
        # row 1: the slow probe may still say up when the port is already known to be down
        UP,      UP,        NOT_ASKED, DOWN,  UNKNOWN,  UNKNOWN,  UP,       true,  PORT_DOWN
        # row 1: the secondary's upstream does not matter, for the primary carries nothing
        UP,      UP,        NOT_ASKED, DOWN,  UNKNOWN,  DOWN,     DOWN,     true,  PORT_DOWN
        # row 1: one that is proved dead besides need not be waited for
        UP,      DOWN,      EXPIRED,   DOWN,  UNKNOWN,  UNKNOWN,  DOWN,     true,  BRIDGE_LOST
        UP,      DOWN,      EXPIRED,   DOWN,  UNKNOWN,  UNKNOWN,  UNPROVEN, true,  PORT_DOWN
        # row 2: all is lost
        DOWN,    DOWN,      NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  DOWN,     true,  BRIDGE_LOST
        DOWN,    DOWN,      NOT_ASKED, UP,    DOWN,     UP,       DOWN,     true,  BRIDGE_LOST
        DOWN,    DOWN,      NOT_ASKED, UP,    DOWN,     DOWN,     DOWN,     true,  BRIDGE_LOST
        DOWN,    DOWN,      NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  DOWN,     false, STRANDED
        # row 2: connection and peer link are cut, but frames pass through it
        DOWN,    DOWN,      NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UP,       true,  UNCONTROLLED
        # row 2: nothing proves that it does not forward
        DOWN,    DOWN,      NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UNPROVEN, true,  UNCERTAIN
        DOWN,    DOWN,      NOT_ASKED, UP,    DOWN,     UP,       UNPROVEN, true,  UNCERTAIN
        # row 2: the operator renounced that proof
        DOWN,    DOWN,      NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  OFF,      true,  BRIDGE_LOST
        # row 3: silent but connected
        UP,      DOWN,      NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UP,       true,  ASK
        UP,      DOWN,      PENDING,   UP,    UNKNOWN,  UNKNOWN,  UP,       true,  WAIT
        UP,      DOWN,      ANSWERED,  UP,    UNKNOWN,  UNKNOWN,  UP,       true,  PEER_LINK_BROKEN
        UP,      DOWN,      ANSWERED,  UP,    UNKNOWN,  UNKNOWN,  DOWN,     true,  PEER_LINK_BROKEN
        UP,      DOWN,      EXPIRED,   UP,    UNKNOWN,  UNKNOWN,  DOWN,     true,  BRIDGE_LOST
        UP,      DOWN,      EXPIRED,   UP,    UNKNOWN,  UNKNOWN,  DOWN,     false, STRANDED
        UP,      DOWN,      EXPIRED,   UP,    UNKNOWN,  UNKNOWN,  UP,       true,  UNCONTROLLED
        UP,      DOWN,      EXPIRED,   UP,    UNKNOWN,  UNKNOWN,  UNPROVEN, true,  UNCERTAIN
        UP,      DOWN,      EXPIRED,   UP,    UNKNOWN,  UNKNOWN,  OFF,      true,  BRIDGE_LOST
        # row 4: it forwards without control
        DOWN,    UP,        NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UP,       true,  UNCONTROLLED
        DOWN,    UP,        NOT_ASKED, UP,    DOWN,     UP,       UP,       true,  UNCONTROLLED
        DOWN,    UP,        NOT_ASKED, UP,    DOWN,     UP,       DOWN,     true,  UNCONTROLLED
        DOWN,    UNKNOWN,   NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UP,       true,  UNCONTROLLED
        DOWN,    UNKNOWN,   NOT_ASKED, UP,    UNKNOWN,  UNKNOWN,  UNPROVEN, true,  BLIND
        # row 5: the switch behind the uplink
        UP,      UP,        NOT_ASKED, UP,    DOWN,     UP,       DOWN,     true,  UPSTREAM_LOST
        UP,      UP,        NOT_ASKED, UP,    DOWN,     UP,       UP,       false, STRANDED
        UP,      DOWN,      ANSWERED,  UP,    DOWN,     UP,       DOWN,     true,  UPSTREAM_LOST
        UP,      DOWN,      PENDING,   UP,    DOWN,     UP,       DOWN,     true,  WAIT
        UP,      UP,        NOT_ASKED, UP,    DOWN,     DOWN,     UP,       true,  KEEP
        UP,      UP,        NOT_ASKED, UP,    DOWN,     UNKNOWN,  UP,       true,  KEEP
        # row 6: the path probe alone
        UP,      UP,        NOT_ASKED, UP,    UP,       UP,       DOWN,     true,  PATH_SUSPECT
        UP,      UP,        NOT_ASKED, UP,    DOWN,     DOWN,     DOWN,     true,  PATH_SUSPECT""")
    void theVerdictFollowsTheTable(final EvidenceState channel, final EvidenceState heartbeat, final Answer inquiry,
            final EvidenceState ports, final EvidenceState upstream, final EvidenceState secondaryUpstream,
            final PathEvidence path, final boolean ready, final Verdict verdict) {
        assertEquals(verdict, Verdict.of(new Evidence(channel, heartbeat, inquiry, ports, upstream,
            secondaryUpstream, path, ready)));
    }

    @Test
    void nothingIsTakenOverByASecondaryThatIsNotReady() {
        all().filter(evidence -> !evidence.secondaryReady()).forEach(evidence ->
            assertTrue(!TAKEOVERS.contains(Verdict.of(evidence)), evidence::toString));
    }

    /**
     * Only after this verdict is the second gate opened without the first one confirmed to be closed.
     */
    @Test
    void aBridgeIsNeverCalledLostWithoutProof() {
        all().filter(evidence -> Verdict.of(evidence) == Verdict.BRIDGE_LOST).forEach(evidence -> assertAll(
            evidence.toString(),
            () -> assertEquals(EvidenceState.DOWN, evidence.heartbeat()),
            () -> assertTrue(Set.of(PathEvidence.DOWN, PathEvidence.OFF).contains(evidence.path())),
            () -> assertTrue(evidence.channel() != EvidenceState.UP || evidence.inquiry() == Answer.EXPIRED)));
    }

    @Test
    void whatIsProvedDeadIsAlwaysReplacedByWhoeverIsReady() {
        all().filter(evidence -> evidence.silent() && evidence.path() == PathEvidence.DOWN
            && evidence.secondaryReady()).forEach(evidence ->
            assertEquals(Verdict.BRIDGE_LOST, Verdict.of(evidence), evidence::toString));
    }

    @Test
    void aPathThatCarriesFramesBelongsToNoDeadBridge() {
        all().filter(evidence -> evidence.path() == PathEvidence.UP
            && evidence.ports() != EvidenceState.DOWN && evidence.upstream() != EvidenceState.DOWN).forEach(evidence ->
            assertTrue(!TAKEOVERS.contains(Verdict.of(evidence)), evidence::toString));
    }

    @Test
    void aBridgeThatAnswersIsOnlyLeftForItsLinks() {
        all().filter(evidence -> evidence.heartbeat() == EvidenceState.UP && evidence.ports() != EvidenceState.DOWN
            && TAKEOVERS.contains(Verdict.of(evidence))).forEach(evidence -> assertAll(evidence.toString(),
                () -> assertEquals(Verdict.UPSTREAM_LOST, Verdict.of(evidence)),
                () -> assertEquals(EvidenceState.UP, evidence.secondaryUpstream())));
    }

    @Test
    void theUpstreamNeverMovesTheRoleAwayFromABridgeThatCannotBeFenced() {
        all().filter(evidence -> Verdict.of(evidence) == Verdict.UPSTREAM_LOST).forEach(evidence ->
            assertEquals(EvidenceState.UP, evidence.channel(), evidence::toString));
    }

    @Test
    void aReadySecondaryIsUsedWheneverThePortsAreDown() {
        all().filter(evidence -> evidence.ports() == EvidenceState.DOWN).forEach(evidence ->
            assertEquals(evidence.secondaryReady(), TAKEOVERS.contains(Verdict.of(evidence)), evidence::toString));
    }

    private static Stream<Evidence> all() {
        final List<Evidence> all = new ArrayList<>();
        for (var channel : EvidenceState.values()) {
            for (var heartbeat : EvidenceState.values()) {
                for (var inquiry : Answer.values()) {
                    for (var ports : EvidenceState.values()) {
                        addLinks(all, new Evidence(channel, heartbeat, inquiry, ports, EvidenceState.UNKNOWN,
                            EvidenceState.UNKNOWN, PathEvidence.OFF, false));
                    }
                }
            }
        }
        assertEquals(3 * 3 * 4 * 3 * 3 * 3 * 4 * 2, all.size());
        return all.stream();
    }

    private static void addLinks(final List<Evidence> all, final Evidence base) {
        for (var upstream : EvidenceState.values()) {
            for (var secondaryUpstream : EvidenceState.values()) {
                for (var path : PathEvidence.values()) {
                    for (var ready : List.of(true, false)) {
                        all.add(new Evidence(base.channel(), base.heartbeat(), base.inquiry(), base.ports(), upstream,
                            secondaryUpstream, path, ready));
                    }
                }
            }
        }
    }
}
