/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static io.understudy.core.table.TableFixture.OTHER_TRUNK;
import static io.understudy.core.table.TableFixture.SECOND;
import static io.understudy.core.table.TableFixture.TRUNK;
import static io.understudy.core.table.TableFixture.UPLINK;
import static io.understudy.core.table.TableFixture.address;
import static io.understudy.core.table.TableFixture.answer;
import static io.understudy.core.table.TableFixture.ask;
import static io.understudy.core.table.TableFixture.claim;
import static io.understudy.core.table.TableFixture.frame;
import static io.understudy.core.table.TableFixture.key;
import static io.understudy.core.table.TableFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.understudy.core.table.TableChange.DuplicateAddress;
import io.understudy.core.table.TableChange.HostMoved;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand hosts. Whatever costs the square of their number would not end here in reasonable time.
 */
final class LargeTableTest {
    private static final int HOSTS = 100_000;

    @Test
    void lifeOfManyHosts() {
        final var table = table(3600, HOSTS);
        for (int i = 0; i < HOSTS; i++) {
            assertEquals(1, table.learn(ask(key(i % 100, i), i, i + 1), TRUNK, i).size());
        }
        assertEquals(HOSTS, table.localCount());
        assertEquals(HOSTS, table.drainReplication().upserted().size());

        for (int i = 0; i < HOSTS; i++) {
            final var change = table.learn(frame(key(i % 100, i)), i % 2 == 0 ? OTHER_TRUNK : UPLINK, SECOND);
            assertEquals(HostMoved.class, change.getFirst().getClass());
        }
        assertEquals(HOSTS / 2, table.localHosts().size());
        assertEquals(HOSTS / 2, table.remoteHosts().size());

        assertEquals(HOSTS / 2, table.age(3601 * SECOND, key -> key.mac().value() % 2 == 0).size());
        assertEquals(HOSTS / 2, table.clear().size());
        assertEquals(HOSTS, table.drainReplication().removed().size());
    }

    @Test
    void whatManyHostsHaveInCommonIsKeptOnce() {
        final var table = table(3600, HOSTS);
        final int gateway = HOSTS + 1;
        for (int i = 1; i <= 2; i++) {
            table.learn(ask(key(i), i, gateway), TRUNK, i);
            table.learn(answer(key(gateway), gateway, i, key(i)), UPLINK, i);
        }
        final var first = table.find(key(1)).orElseThrow();
        assertEquals(Map.of(address(gateway), Optional.of(key(gateway).mac())), first.peers());
        assertSame(first.peers(), table.find(key(2)).orElseThrow().peers());

        // another peer of one host is not the other's
        table.learn(ask(key(1), 1, 3), TRUNK, 3);
        assertEquals(2, table.find(key(1)).orElseThrow().peers().size());
        assertEquals(1, table.find(key(2)).orElseThrow().peers().size());
    }

    @Test
    void manyHostsClaimOneAddress() {
        final var table = table(3600, HOSTS);
        for (int i = 0; i < HOSTS; i++) {
            final var duplicates = table.learn(claim(key(i), 1), TRUNK, i).stream()
                .filter(DuplicateAddress.class::isInstance).count();
            assertEquals(Math.min(i, AddressIndex.MAX_NAMED), duplicates);
        }
        for (int i = 0; i < HOSTS - 1; i++) {
            table.remove(key(i));
        }
        final var last = table.learn(claim(key(HOSTS), 1), TRUNK, 1).getLast();
        assertEquals(key(HOSTS - 1), ((DuplicateAddress) last).older());
    }
}
