/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static io.understudy.core.table.TableFixture.SECOND;
import static io.understudy.core.table.TableFixture.address;
import static io.understudy.core.table.TableFixture.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.learning.Observation;
import io.understudy.core.learning.Observation.Lease;
import io.understudy.core.learning.Observation.Peer;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table does what {@link NaiveTable} does, whatever happens, and a copy that is fed by its replication stays equal
 * to it. A seed replays its run.
 */
final class ForwardingTableRandomTest {
    private static final int RUNS = 40;
    private static final int STEPS = 1500;
    private static final int HOSTS = 7;
    private static final Set<MacAddress> NEVER = Set.of(key(HOSTS - 1).mac());
    private static final List<Location> LOCATIONS = List.of(Location.UPLINK, Location.trunk(1), Location.trunk(2));

    private enum Step { LEARN, ADOPT, REMOVE, CLEAR, AGE, SUPPRESS, DRAIN }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 1_000_000})
    void agreesWithTheNaiveTable(final long seed) {
        final var taken = new EnumMap<Step, Integer>(Step.class);
        for (int run = 0; run < RUNS; run++) {
            new Run(seed + run, taken).play();
        }
        for (var step : Step.values()) {
            assertNotNull(taken.get(step), "Never tried: " + step);
        }
    }

    private static final class Run {
        private final Random random;
        private final long seed;
        private final Map<Step, Integer> taken;
        private final ForwardingTable table;
        private final NaiveTable naive;
        private final Map<HostKey, Host> copy = new TreeMap<>();
        private long now;

        Run(final long seed, final Map<Step, Integer> taken) {
            this.seed = seed;
            this.taken = taken;
            random = new Random(seed);
            final int maxHosts = 5 + random.nextInt(8);
            table = new ForwardingTable(new LearningConfiguration(100, maxHosts, 1000), NEVER);
            naive = new NaiveTable(100, maxHosts, NEVER);
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                final var step = choose();
                final var where = "seed " + seed + ", step " + i + ", " + step;
                taken.merge(step, 1, Integer::sum);
                now += random.nextInt(4) == 0 ? random.nextLong(30 * SECOND) : random.nextLong(SECOND);
                take(step, where);
                assertEquals(naive.hosts(true), List.copyOf(table.localHosts()), where);
                assertEquals(naive.hosts(false), List.copyOf(table.remoteHosts()), where);
                assertEquals(table.localHosts().size(), table.localCount(), where);
                assertEquals(table.remoteHosts().size(), table.remoteCount(), where);
            }
        }

        private Step choose() {
            final int dice = random.nextInt(200);
            if (dice == 0) {
                return Step.CLEAR;
            }
            return dice < 150 ? Step.LEARN : Step.values()[1 + random.nextInt(Step.values().length - 1)];
        }

        private void take(final Step step, final String where) {
            switch (step) {
                case LEARN -> {
                    final var observation = observation();
                    final var at = location();
                    assertEquals(naive.learn(observation, at, now), table.learn(observation, at, now), where);
                }
                case ADOPT -> {
                    final var key = randomKey();
                    final var at = location();
                    assertEquals(naive.adopt(key, at, now), table.adopt(key, at, now), where);
                }
                case REMOVE -> {
                    final var key = randomKey();
                    assertEquals(naive.removeIf(host -> host.key().equals(key)), table.remove(key), where);
                }
                case CLEAR -> {
                    if (random.nextInt(5) == 0) {
                        assertEquals(naive.removeIf(host -> true), table.clear(), where);
                    }
                }
                case AGE -> {
                    final long salt = random.nextLong();
                    final Predicate<HostKey> used = key -> (key.hashCode() ^ salt) % 3 == 0;
                    assertEquals(naive.age(now, used), table.age(now, used), where);
                }
                case SUPPRESS -> {
                    final long until = now + random.nextLong(10 * SECOND);
                    naive.suppressReflections(until);
                    table.suppressReflections(until);
                }
                case DRAIN -> drain(where);
                default -> throw new IllegalStateException(where);
            }
        }

        private void drain(final String where) {
            final var replication = table.drainReplication();
            for (var key : replication.removed()) {
                assertNotNull(copy.remove(key), where);
            }
            replication.upserted().forEach(host -> copy.put(host.key(), host));
            final var keys = new ArrayList<>(replication.upserted().stream().map(Host::key).toList());
            assertEquals(keys.stream().sorted().distinct().toList(), keys, where);
            assertEquals(replication.removed().stream().sorted().distinct().toList(), replication.removed(), where);

            final var hosts = new TreeMap<HostKey, Host>();
            table.localHosts().forEach(host -> hosts.put(host.key(), host));
            table.remoteHosts().forEach(host -> hosts.put(host.key(), host));
            assertEquals(hosts.keySet(), copy.keySet(), where);
            hosts.forEach((key, host) -> {
                final var copied = copy.get(key);
                assertTrue(host.lastSeen() - copied.lastSeen() <= 60 * SECOND, where);
                assertEquals(host, copied.seen(copied.location(), host.lastSeen()), where);
            });
            assertTrue(table.drainReplication().isEmpty(), where);
        }

        private HostKey randomKey() {
            return key(random.nextInt(2), random.nextInt(HOSTS));
        }

        private Location location() {
            return LOCATIONS.get(random.nextInt(LOCATIONS.size()));
        }

        private Observation observation() {
            final var addresses = addresses();
            final Optional<Peer> peer = random.nextBoolean() ? Optional.empty()
                : Optional.of(new Peer(address(random.nextInt(80)), random.nextBoolean() ? Optional.empty()
                    : Optional.of(key(random.nextInt(HOSTS)).mac())));
            final Optional<Lease> lease = random.nextInt(4) > 0 ? Optional.empty()
                : Optional.of(new Lease(randomKey(), addresses()));
            return new Observation(randomKey(), addresses, peer, lease);
        }

        private List<InetAddress> addresses() {
            return random.ints(random.nextInt(3), 0, 20).mapToObj(TableFixture::address).toList();
        }
    }
}
