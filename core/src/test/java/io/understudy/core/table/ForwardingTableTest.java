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
import static io.understudy.core.table.TableFixture.grant;
import static io.understudy.core.table.TableFixture.key;
import static io.understudy.core.table.TableFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.MacAddress;
import io.understudy.core.table.TableChange.DuplicateAddress;
import io.understudy.core.table.TableChange.HostAdded;
import io.understudy.core.table.TableChange.HostMoved;
import io.understudy.core.table.TableChange.HostRemoved;
import io.understudy.core.table.TableChange.HostUpdated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a frame does to the table.
 */
final class ForwardingTableTest {
    private static final HostKey ONE = key(1);
    private static final HostKey TWO = key(2);
    private static final HostKey THREE = key(3);

    private static Host host(final ForwardingTable table, final HostKey key) {
        return table.find(key).orElseThrow();
    }

    // Learning

    @Test
    void firstFrameAddsTheHost() {
        final var table = table();
        final var expected = new Host(ONE, TRUNK, ImmutableList.of(address(1)),
            ImmutableMap.of(address(9), Optional.empty()), 5, 5, 0);
        assertEquals(List.of(new HostAdded(expected)), table.learn(ask(ONE, 1, 9), TRUNK, 5));
        assertEquals(Optional.of(expected), table.find(ONE));
        assertEquals(1, table.localCount());
        assertEquals(0, table.remoteCount());
    }

    @Test
    void hostsAreListedBySideInOrder() {
        final var table = table();
        for (var key : List.of(THREE, ONE, key(7, 1), TWO)) {
            table.learn(frame(key), key.equals(TWO) ? UPLINK : TRUNK, 0);
        }
        table.learn(frame(key(7, 0x10)), UPLINK, 0);
        assertEquals(List.of(ONE, THREE, key(7, 1)), table.localHosts().stream().map(Host::key).toList());
        assertEquals(List.of(TWO, key(7, 0x10)), table.remoteHosts().stream().map(Host::key).toList());
        final var hosts = table.localHosts();
        assertThrows(UnsupportedOperationException.class, hosts::clear);
    }

    @Test
    void sameMacInTwoVlansIsTwoHosts() {
        final var table = table();
        table.learn(frame(key(1, 5)), TRUNK, 0);
        table.learn(frame(key(2, 5)), UPLINK, 0);
        assertEquals(1, table.localCount());
        assertEquals(1, table.remoteCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "00:00:00:00:00:00", "02:aa:00:00:00:01"})
    void someAddressesAreNeverLearned(final String mac) {
        final var table = new ForwardingTable(LearningConfiguration.DEFAULT,
            Set.of(MacAddress.parse("02:aa:00:00:00:01")));
        final var key = new HostKey(3, MacAddress.parse(mac));
        assertEquals(List.of(), table.learn(claim(key, 1), TRUNK, 0));
        assertEquals(List.of(), table.adopt(key, TRUNK, 0));
        assertEquals(Optional.empty(), table.find(key));
    }

    @Test
    void anAddressMoreIsAnUpdate() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        final var before = host(table, ONE);
        final var changes = table.learn(claim(ONE, 2), TRUNK, 3);
        assertEquals(List.of(new HostUpdated(before, host(table, ONE))), changes);
        assertEquals(List.of(address(1), address(2)), host(table, ONE).addresses());
    }

    @Test
    void aHostHasABoundedNumberOfAddresses() {
        final var table = table();
        for (int i = 0; i <= Host.MAX_ADDRESSES; i++) {
            table.learn(claim(ONE, i), TRUNK, i);
        }
        assertEquals(Host.MAX_ADDRESSES, host(table, ONE).addresses().size());
        assertEquals(address(1), host(table, ONE).addresses().getFirst());
        // The displaced address is nobody's any more.
        assertEquals(List.of(new HostAdded(Host.firstSeen(TWO, TRUNK, 99).withAddress(address(0)))),
            table.learn(claim(TWO, 0), TRUNK, 99));
    }

    @Test
    void theAnswerGivesTheAskerItsPeer() {
        final var table = table();
        table.learn(ask(ONE, 1, 2), TRUNK, 0);
        final var before = host(table, ONE);
        final var changes = table.learn(answer(TWO, 2, 1, ONE), UPLINK, 1);
        assertEquals(List.of(new HostAdded(host(table, TWO)), new HostUpdated(before, host(table, ONE))), changes);
        assertEquals(ImmutableMap.of(address(2), Optional.of(TWO.mac())), host(table, ONE).peers());
        assertEquals(0, host(table, ONE).lastSeen());
        assertEquals(ImmutableMap.of(), host(table, TWO).peers());
    }

    @Test
    void theAnswerStaysInItsVlan() {
        final var table = table();
        table.learn(ask(key(1, 1), 1, 2), TRUNK, 0);
        assertEquals(1, table.learn(answer(key(2, 2), 2, 1, ONE), UPLINK, 1).size());
        assertEquals(ImmutableMap.of(address(2), Optional.empty()), host(table, key(1, 1)).peers());
    }

    @Test
    void aGrantGivesAKnownHostItsAddresses() {
        final var table = table();
        table.learn(frame(ONE), TRUNK, 0);
        table.drainReplication();
        final var before = host(table, ONE);
        final var changes = table.learn(grant(TWO, ONE, 1, 3), UPLINK, 1);
        assertEquals(List.of(new HostAdded(host(table, TWO)), new HostUpdated(before, host(table, ONE))), changes);
        assertEquals(Host.firstSeen(ONE, TRUNK, 0).withAddress(address(1)).withAddress(address(3)), host(table, ONE));
        assertEquals(List.of(), host(table, TWO).addresses());
        assertEquals(List.of(host(table, ONE), host(table, TWO)), table.drainReplication().upserted());
        assertEquals(List.of(), table.learn(grant(TWO, ONE, 1), UPLINK, 2));
    }

    @Test
    void aGrantMakesNobodyKnown() {
        final var table = table();
        table.learn(frame(key(1, 1)), TRUNK, 0);
        assertEquals(1, table.learn(grant(TWO, ONE, 1), UPLINK, 1).size());
        assertEquals(Optional.empty(), table.find(ONE));
        assertEquals(List.of(), host(table, key(1, 1)).addresses());
    }

    @Test
    void aGrantOfAnAddressThatAnotherHostHasIsADuplicate() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.learn(frame(THREE), TRUNK, 0);
        table.learn(frame(TWO), UPLINK, 0);
        final var three = host(table, THREE);
        assertEquals(List.of(new HostUpdated(three, three.withAddress(address(1))),
            new DuplicateAddress(address(1), ONE, THREE)), table.learn(grant(TWO, THREE, 1), UPLINK, 1));
    }

    @Test
    void whatComesRoundGrantsNothing() {
        final var table = table();
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(frame(TWO), TRUNK, 0);
        table.suppressReflections(10);
        assertEquals(List.of(), table.learn(grant(TWO, ONE, 1), UPLINK, 9));
        assertEquals(List.of(), host(table, ONE).addresses());
    }

    // Last seen

    @Test
    void beingSeenAgainIsNoChange() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.drainReplication();
        for (long second = 1; second <= 60; second++) {
            assertEquals(List.of(), table.learn(claim(ONE, 1), TRUNK, second * SECOND));
            assertEquals(second * SECOND, host(table, ONE).lastSeen());
        }
        assertEquals(new Replication(List.of(), List.of()), table.drainReplication());
    }

    @Test
    void beingSeenIsReportedOnceAMinute() {
        final var table = table();
        final var reports = new ArrayList<Long>();
        table.learn(frame(ONE), TRUNK, 0);
        for (long second = 1; second <= 200; second++) {
            if (!table.learn(frame(ONE), TRUNK, second * SECOND).isEmpty()) {
                reports.add(second);
            }
        }
        assertEquals(List.of(61L, 122L, 183L), reports);
    }

    @Test
    void anUpdateReportsWhenTheHostWasSeen() {
        final var table = table();
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(claim(ONE, 1), TRUNK, 50 * SECOND);
        assertEquals(List.of(), table.learn(frame(ONE), TRUNK, 61 * SECOND));
    }

    // Moves

    @Test
    void aMoveBetweenTrunksIsBelievedAtOnce() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        final var before = host(table, ONE);
        assertEquals(List.of(new HostMoved(before, before.seen(OTHER_TRUNK, 1))),
            table.learn(frame(ONE), OTHER_TRUNK, 1));
        assertEquals(1, host(table, ONE).moves());
        assertEquals(1, table.localCount());
    }

    @Test
    void fromTheUplinkToATrunk() {
        final var table = table();
        table.learn(frame(ONE), UPLINK, 0);
        final var before = host(table, ONE);
        assertEquals(List.of(new HostMoved(before, host(table, ONE).seen(TRUNK, 1))),
            table.learn(frame(ONE), TRUNK, 1));
        assertEquals(List.of(ONE), table.localHosts().stream().map(Host::key).toList());
        assertEquals(0, table.remoteCount());
    }

    @Test
    void awayToTheUplink() {
        final var table = table();
        table.learn(ask(ONE, 1, 2), TRUNK, 0);
        final var moved = assertInstanceOf(HostMoved.class, table.learn(frame(ONE), UPLINK, 1).getFirst());
        assertEquals(TRUNK, moved.before().location());
        assertEquals(UPLINK, moved.after().location());
        assertEquals(List.of(address(1)), moved.after().addresses());
        assertEquals(0, table.localCount());
        assertEquals(1, table.remoteCount());
    }

    @Test
    void aMoveMayBringAnAddress() {
        final var table = table();
        table.learn(claim(ONE, 1), TRUNK, 0);
        table.learn(claim(TWO, 2), TRUNK, 0);
        assertEquals(List.of(HostMoved.class, DuplicateAddress.class),
            table.learn(claim(TWO, 1), OTHER_TRUNK, 1).stream().map(Object::getClass).toList());
    }

    // Reflections

    @Test
    void ourOwnAnnouncementComingBackIsNoMove() {
        final var table = table();
        table.learn(frame(ONE), TRUNK, 0);
        table.suppressReflections(10);
        assertEquals(List.of(), table.learn(claim(ONE, 1), UPLINK, 9));
        assertEquals(Host.firstSeen(ONE, TRUNK, 0), host(table, ONE));
        assertInstanceOf(HostMoved.class, table.learn(frame(ONE), UPLINK, 10).getFirst());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -5})
    void withoutAnnouncementsNothingIsAReflection(final long now) {
        final var table = table();
        table.learn(frame(ONE), TRUNK, now);
        assertInstanceOf(HostMoved.class, table.learn(frame(ONE), UPLINK, now + 1).getFirst());
    }

    @Test
    void theLatestAnnouncementCounts() {
        final var table = table();
        table.learn(frame(ONE), TRUNK, 0);
        table.suppressReflections(10);
        table.suppressReflections(20);
        table.suppressReflections(5);
        assertEquals(List.of(), table.learn(frame(ONE), UPLINK, 19));
        assertInstanceOf(HostMoved.class, table.learn(frame(ONE), UPLINK, 20).getFirst());
    }

    @Test
    void reflectionsHideNothingElse() {
        final var table = table();
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(frame(TWO), UPLINK, 0);
        table.suppressReflections(10);
        assertInstanceOf(HostMoved.class, table.learn(frame(ONE), OTHER_TRUNK, 1).getFirst());
        assertInstanceOf(HostMoved.class, table.learn(frame(TWO), TRUNK, 1).getFirst());
        assertInstanceOf(HostAdded.class, table.learn(frame(THREE), UPLINK, 1).getFirst());
    }

    @Test
    void aReflectionIsNoSignOfLife() {
        final var table = table(10, 10);
        table.learn(frame(ONE), TRUNK, 0);
        table.learn(frame(TWO), TRUNK, 5 * SECOND);
        table.suppressReflections(9 * SECOND);
        table.learn(frame(ONE), UPLINK, 8 * SECOND);
        assertEquals(List.of(new HostRemoved(Host.firstSeen(ONE, TRUNK, 0))), table.age(10 * SECOND, key -> false));
    }
}
