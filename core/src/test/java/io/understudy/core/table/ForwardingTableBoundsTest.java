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
import static io.understudy.core.table.TableFixture.claim;
import static io.understudy.core.table.TableFixture.frame;
import static io.understudy.core.table.TableFixture.key;
import static io.understudy.core.table.TableFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.table.TableChange.CapacityReached;
import io.understudy.core.table.TableChange.DuplicateAddress;
import io.understudy.core.table.TableChange.HostAdded;
import io.understudy.core.table.TableChange.HostMoved;
import io.understudy.core.table.TableChange.HostRemoved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Which hosts do not come into the table or leave it, and addresses that two of them claim.
 */
final class ForwardingTableBoundsTest {
    private static final HostKey ONE = key(1);
    private static final HostKey TWO = key(2);
    private static final HostKey THREE = key(3);

    private static Host host(final ForwardingTable table, final HostKey key) {
        return table.find(key).orElseThrow();
    }

    // Duplicate addresses

    @Test
    void oneAddressAtTwoHostsIsToldOnce() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        assertEquals(List.of(new HostAdded(Host.firstSeen(TWO, UPLINK, 1).withAddress(address(1))),
            new DuplicateAddress(address(1), ONE, TWO)), table.learn(claim(TWO, 1), UPLINK, 1));
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), table.learn(claim(ONE, 1), TRUNK, 2));
            assertEquals(List.of(), table.learn(claim(TWO, 1), UPLINK, 2));
        }
        assertEquals(host(table, ONE).addresses(), host(table, TWO).addresses());
    }

    @Test
    void otherVlansMayUseTheSameAddress() {
        final var table = table();
        table.learn(claim(key(1, 1), 1), TRUNK, 0);
        assertEquals(1, table.learn(claim(key(2, 2), 1), TRUNK, 0).size());
    }

    @Test
    void addressOfARemovedHostIsFree() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.remove(ONE);
        assertEquals(1, table.learn(claim(TWO, 1), TRUNK, 1).size());
    }

    @Test
    void whoComesBackIsTheNewer() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.learn(claim(TWO, 1), TRUNK, 0);
        table.remove(ONE);
        assertEquals(new DuplicateAddress(address(1), TWO, ONE), table.learn(claim(ONE, 1), TRUNK, 1).getLast());
    }

    @Test
    void everyPairIsTold() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.learn(claim(TWO, 1), TRUNK, 0);
        assertEquals(
            List.of(new DuplicateAddress(address(1), ONE, THREE), new DuplicateAddress(address(1), TWO, THREE)),
            table.learn(claim(THREE, 1), TRUNK, 0).subList(1, 3));
    }

    @Test
    void aMoveToTheUplinkKeepsTheAddress() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.learn(frame(ONE), UPLINK, 1);
        assertEquals(new DuplicateAddress(address(1), ONE, TWO), table.learn(claim(TWO, 1), TRUNK, 2).getLast());
    }

    // Capacity

    @Test
    void fullTableRefusesNewHostsAndSaysSoOnce() {
        final var table = table(3600, 2);
        table.learn(frame(ONE), TRUNK, 0);
        table.adopt(TWO, UPLINK, 0);
        assertEquals(List.of(new CapacityReached(2, THREE)), table.learn(claim(THREE, 3), TRUNK, 1));
        assertEquals(List.of(), table.learn(frame(THREE), TRUNK, 2));
        assertEquals(List.of(), table.adopt(key(4), TRUNK, 2));
        assertEquals(Optional.empty(), table.find(THREE));
        // Known hosts are not affected, and a refused host claims nothing.
        assertInstanceOf(HostMoved.class, table.learn(frame(TWO), TRUNK, 3).getFirst());
        assertEquals(1, table.learn(claim(ONE, 3), TRUNK, 3).size());
    }

    @Test
    void fullTableSaysSoAgainAfterThereWasRoom() {
        final var table = table(3600, 1);
        table.learn(frame(ONE), TRUNK, 0);
        assertEquals(List.of(new CapacityReached(1, TWO)), table.learn(frame(TWO), TRUNK, 1));
        table.remove(ONE);
        assertInstanceOf(HostAdded.class, table.learn(frame(TWO), TRUNK, 2).getFirst());
        assertEquals(List.of(new CapacityReached(1, THREE)), table.adopt(THREE, TRUNK, 3));
    }

    // Adoption

    @Test
    void adoptedHostIsKnownFromThenOn() {
        final var table = table();
        assertEquals(List.of(new HostAdded(Host.firstSeen(ONE, OTHER_TRUNK, 7))), table.adopt(ONE, OTHER_TRUNK, 7));
        assertEquals(List.of(), table.learn(frame(ONE), OTHER_TRUNK, 8));
    }

    @Test
    void whatWasLearnedIsBetterThanWhatIsAdopted() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        assertEquals(List.of(), table.adopt(ONE, UPLINK, 1));
        assertEquals(TRUNK, host(table, ONE).location());
    }

    // Removal and ageing

    @Test
    void aRemovedHostIsGoneAndToldOnce() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        assertEquals(List.of(new HostRemoved(host(table, ONE))), table.remove(ONE));
        assertEquals(List.of(), table.remove(ONE));
        assertEquals(0, table.localCount());
    }

    @Test
    void clearingRemovesAllInOrder() {
        final var table = table();
        table.learn(frame(THREE), TRUNK, 0);
        table.learn(frame(ONE), UPLINK, 0);
        assertEquals(List.of(new HostRemoved(host(table, ONE)), new HostRemoved(host(table, THREE))), table.clear());
        assertEquals(0, table.localCount() + table.remoteCount());
        assertEquals(List.of(), table.clear());
    }

    @Test
    void silentAndUnusedHostsGo() {
        final var table = table(10, 10);
        table.learn(frame(THREE), TRUNK, 0);
        table.learn(frame(ONE), UPLINK, SECOND);
        table.learn(frame(TWO), TRUNK, 2 * SECOND);
        assertEquals(List.of(), table.age(10 * SECOND - 1, key -> false));
        assertEquals(List.of(new HostRemoved(host(table, ONE)), new HostRemoved(host(table, THREE))),
            table.age(11 * SECOND, key -> false));
        assertEquals(List.of(TWO), table.localHosts().stream().map(Host::key).toList());
    }

    @Test
    void silentButUsedHostsStayAsLongAsTheyAreUsed() {
        final var table = table(10, 10);
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(frame(TWO), TRUNK, 0);
        assertEquals(List.of(new HostRemoved(host(table, TWO))), table.age(10 * SECOND, ONE::equals));
        assertEquals(List.of(), table.age(1000 * SECOND, ONE::equals));
        assertEquals(List.of(new HostRemoved(host(table, ONE))), table.age(1001 * SECOND, key -> false));
    }

    @Test
    void onlySilentHostsAreAskedFor() {
        final var table = table(10, 10);
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(frame(TWO), TRUNK, 0);
        table.learn(frame(ONE), TRUNK, 9 * SECOND);
        final var asked = new ArrayList<HostKey>();
        table.age(10 * SECOND, asked::add);
        assertEquals(List.of(TWO), asked);
    }

    @Test
    void ageingTimeZeroIsNever() {
        final var table = table(0, 10);
        table.learn(frame(ONE), TRUNK, 0);
        assertEquals(List.of(), table.age(Long.MAX_VALUE, key -> false));
    }

    @Test
    void timesMayPassTheEndOfTheirRange() {
        final var table = table(10, 10);
        final long start = Long.MAX_VALUE - SECOND;
        table.learn(frame(ONE), TRUNK, start);
        table.suppressReflections(start + 2 * SECOND);
        assertEquals(List.of(), table.learn(frame(ONE), UPLINK, start + 2 * SECOND - 1));
        assertEquals(List.of(), table.age(start + 10 * SECOND - 1, key -> false));
        assertEquals(1, table.age(start + 10 * SECOND, key -> false).size());
    }
}
