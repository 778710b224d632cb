/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static io.understudy.core.table.TableFixture.SECOND;
import static io.understudy.core.table.TableFixture.TRUNK;
import static io.understudy.core.table.TableFixture.UPLINK;
import static io.understudy.core.table.TableFixture.answer;
import static io.understudy.core.table.TableFixture.ask;
import static io.understudy.core.table.TableFixture.claim;
import static io.understudy.core.table.TableFixture.frame;
import static io.understudy.core.table.TableFixture.key;
import static io.understudy.core.table.TableFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicationTest {
    private static final HostKey ONE = key(1);
    private static final HostKey TWO = key(2);
    private static final HostKey THREE = key(3);

    private final ForwardingTable table = table();

    private void assertDrained(final List<HostKey> upserted, final List<HostKey> removed) {
        final var replication = table.drainReplication();
        assertEquals(upserted, replication.upserted().stream().map(Host::key).toList());
        assertEquals(removed, replication.removed());
        assertEquals(upserted.isEmpty() && removed.isEmpty(), replication.isEmpty());
    }

    @Test
    void anEmptyTableHasNothingToReplicate() {
        assertTrue(table.drainReplication().isEmpty());
    }

    @Test
    void changesComeOnceAndInOrder() {
        table.learn(frame(THREE), TRUNK, 0);
        table.adopt(ONE, UPLINK, 0);
        table.learn(frame(TWO), UPLINK, 0);
        assertDrained(List.of(ONE, TWO, THREE), List.of());
        assertDrained(List.of(), List.of());
    }

    @Test
    void manyChangesOfAHostAreOne() {
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.learn(claim(ONE, 2), TRUNK, 1);
        table.learn(frame(ONE), UPLINK, 2);
        assertEquals(new Replication(List.of(table.find(ONE).orElseThrow()), List.of()), table.drainReplication());
    }

    @Test
    void whatTheCopyNeverHadIsNotRemoved() {
        table.learn(frame(ONE), TRUNK, 0);
        table.remove(ONE);
        assertDrained(List.of(), List.of());
    }

    @Test
    void whatTheCopyHasIsRemoved() {
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(frame(TWO), TRUNK, 0);
        table.drainReplication();
        table.learn(claim(TWO, 2), TRUNK, 1);
        table.clear();
        assertDrained(List.of(), List.of(ONE, TWO));
        assertDrained(List.of(), List.of());
    }

    @Test
    void removedAndLearnedAgainIsReplaced() {
        table.learn(frame(ONE), TRUNK, 0);
        table.drainReplication();
        table.remove(ONE);
        table.learn(frame(ONE), UPLINK, 1);
        assertDrained(List.of(ONE), List.of());
    }

    @Test
    void removedAndLearnedAndRemovedIsRemoved() {
        table.learn(frame(ONE), TRUNK, 0);
        table.drainReplication();
        table.remove(ONE);
        table.learn(frame(ONE), UPLINK, 1);
        table.remove(ONE);
        assertDrained(List.of(), List.of(ONE));
    }

    @Test
    void agedHostsAreRemoved() {
        table.learn(frame(ONE), TRUNK, 0);
        table.drainReplication();
        table.age(3600 * SECOND, key -> false);
        assertDrained(List.of(), List.of(ONE));
    }

    @Test
    void theAskerIsReplicatedWithItsAnswer() {
        table.learn(ask(ONE, 1, 2), TRUNK, 0);
        table.learn(frame(TWO), UPLINK, 0);
        table.drainReplication();
        table.learn(answer(TWO, 2, 1, ONE), UPLINK, 1);
        assertDrained(List.of(ONE, TWO), List.of());
    }

    @Test
    void refusedAndIgnoredFramesAreNoChange() {
        table.learn(frame(ONE), TRUNK, 0);
        table.drainReplication();
        table.suppressReflections(10);
        table.learn(claim(ONE, 1), UPLINK, 1);
        assertFalse(table.find(ONE).isEmpty());
        assertDrained(List.of(), List.of());
    }
}
