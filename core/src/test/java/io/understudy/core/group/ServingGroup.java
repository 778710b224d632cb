/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.Severity;
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.hosts.Backlog;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Pair;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.report.GroupReport;
import io.understudy.core.report.GroupSink;
import io.understudy.core.table.Relocation;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A group whose bridges are two {@link RecordedDriver}s: the test answers for them.
 */
final class ServingGroup implements GroupSink {
    static final HostKey HOST = new HostKey(0, new MacAddress(0x0200_0000_0010L));
    static final Location TRUNK = Location.trunk(1);

    private static final long MILLI = 1_000_000;
    private static final Ports UP = new Ports(EvidenceState.UP, ImmutableList.of(EvidenceState.UP), EvidenceState.UP);

    final RecordedDriver preferred = new RecordedDriver();
    final RecordedDriver alternate = new RecordedDriver();
    final List<TableChange> changes = new ArrayList<>();
    final Group group;
    /** What the bridges have no room for. */
    Predicate<HostUpdate> refuses = update -> false;
    /** What the event log says. */
    final List<String> log = new ArrayList<>();
    /** Whether they answer what they are told of hosts. */
    boolean confirming = true;
    private final Set<Side> answering = EnumSet.noneOf(Side.class);
    private long now = 1_000 * MILLI;

    ServingGroup() {
        this(PathProbeConfiguration.DEFAULT, LearningConfiguration.DEFAULT);
    }

    private ServingGroup(final PathProbeConfiguration path, final LearningConfiguration learning) {
        group = new Group(configuration(path, learning), new Pair<>(preferred, alternate), this, 42, now);
    }

    /** Returns a group in which both bridges are connected and programmed, and the preferred one forwards. */
    static ServingGroup serving() {
        return begun(new ServingGroup());
    }

    /** Returns the same that probes no paths: a bridge whose heartbeats and connection are gone is gone. */
    static ServingGroup servingWithoutPathProbes() {
        return begun(new ServingGroup(new PathProbeConfiguration(false, 1000, 3), LearningConfiguration.DEFAULT));
    }

    /** Returns one whose bridges answer each other, and whose hosts go when they have not been used for a while. */
    static ServingGroup servingWithAgingTime(final long seconds) {
        return begun(new ServingGroup(PathProbeConfiguration.DEFAULT,
            new LearningConfiguration(seconds, 65536, 1000))).answering();
    }

    /** Has the bridges answer each other's heartbeats, and barriers. */
    ServingGroup answering() {
        answering.addAll(List.of(Side.values()));
        return this;
    }

    private static ServingGroup begun(final ServingGroup serving) {
        serving.connect(Side.PREFERRED, false);
        serving.connect(Side.ALTERNATE, false);
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.openToken, true));
        return serving;
    }

    private static GroupConfiguration configuration(final PathProbeConfiguration path,
            final LearningConfiguration learning) {
        return new GroupConfiguration("g", new Pair<>(bridge(1), bridge(2)), HeartbeatConfiguration.DEFAULT, 5000,
            AnnouncementConfiguration.DEFAULT, UpstreamConfiguration.DEFAULT, path,
            FailbackConfiguration.DEFAULT, DampingConfiguration.DEFAULT, learning);
    }

    private static BridgeConfiguration bridge(final int number) {
        return new BridgeConfiguration(new BridgeId(number), number, "uplink", ImmutableList.of("trunk"), "peer");
    }

    void configure(final AnnouncementConfiguration announcement) {
        final var old = group.state().configuration();
        group.configure(new GroupConfiguration(old.name(), old.bridges(), old.heartbeat(),
            old.replicationIntervalMillis(), announcement, old.upstream(), old.pathProbe(), old.failback(),
            old.damping(), old.learning()), Relocation.NONE, now);
    }

    /** A bridge connects, is read and programmed. */
    void connect(final Side side, final boolean gateOpen) {
        begin(side, gateOpen);
        confirm(side);
    }

    /** The same, but it has not answered yet what it was told of hosts. */
    void begin(final Side side, final boolean gateOpen) {
        final var driver = driver(side);
        take(new Event.ChannelUp(side));
        group.ports(side, UP, Optional.empty(), false, now);
        take(new Event.FlowsRead(side, driver.readToken, gateOpen));
        take(new Event.Programmed(side, driver.programToken));
    }

    /** Both bridges answered heartbeats for a while; then one falls silent, and its connection ends. */
    void lose(final Side side) {
        fail(side);
        run(5_000);
    }

    /** The same, and nothing has come of it yet. */
    void fail(final Side side) {
        answering();
        run(5_000);
        answering.remove(side);
        take(new Event.ChannelDown(side));
    }

    RecordedDriver driver(final Side side) {
        return side == Side.PREFERRED ? preferred : alternate;
    }

    void take(final Event event) {
        group.take(event, now);
    }

    /** Lets time pass, a hundredth of a second at a time. */
    void run(final long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            now += 10 * MILLI;
            answer(Side.PREFERRED);
            answer(Side.ALTERNATE);
            group.advance(now, Backlog.NONE);
            if (confirming) {
                confirm(Side.PREFERRED);
                confirm(Side.ALTERNATE);
            }
        }
    }

    /** Does what is due now. */
    void advance() {
        group.advance(now, Backlog.NONE);
    }

    /** Waits for the next report. */
    GroupReport report() {
        Optional<GroupReport> report = Optional.empty();
        while (report.isEmpty()) {
            run(10);
            report = group.takeReport(now);
        }
        return report.orElseThrow();
    }

    /** A bridge answers what it was told of hosts, as long as it is told more. */
    void confirm(final Side side) {
        while (driver(side).asked.isPresent()) {
            answer(side, driver(side).asked.orElseThrow());
        }
    }

    private void answer(final Side side, final RecordedDriver.Batch batch) {
        driver(side).asked = Optional.empty();
        final var refused = batch.updates().stream().filter(refuses).map(HostUpdate::key)
            .collect(ImmutableSet.toImmutableSet());
        group.hostsUpdated(side, HostsAnswer.of(batch.token(), refused,
            refused.isEmpty() ? Optional.empty() : Optional.of("table full")), now);
    }

    /** A bridge answers what it is asked, and the heartbeats that the other one sent it. */
    private void answer(final Side side) {
        final var requests = driver(side.other()).sentToPeer;
        if (answering.contains(side)) {
            take(new Event.BarrierAnswered(side, driver(side).barrierToken));
            requests.stream().flatMap(frame -> IcmpEcho.parse(frame).stream()).forEach(echo ->
                take(new Event.HeartbeatAnswered(side, echo.sequence(), echo.nonce())));
        }
        requests.clear();
    }

    long now() {
        return now;
    }

    /** A bridge tells what it was asked last, what the flows of hosts have counted. */
    void count(final Side side, final Map<HostKey, Long> packets) {
        group.hostsCounted(side, driver(side).countToken, Optional.of(packets), now);
    }

    /** A bridge has forwarded a frame of the host that came in somewhere. */
    void hear(final Side side, final Location at) {
        group.copy(side, Optional.of(at), GratuitousArp.encode(HOST, address()), false, now);
    }

    /** A bridge has forwarded a frame of a host that came in at the trunk. */
    void hear(final Side side, final HostKey host) {
        group.copy(side, Optional.of(TRUNK), RarpAnnouncement.encode(host), false, now);
    }

    private static Inet4Address address() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {10, 0, 0, 16});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are always an address", e);
        }
    }

    @Override
    public void hosts(final Replication replication) {
        // not looked at
    }

    @Override
    public void tableChange(final TableChange change) {
        changes.add(change);
    }

    @Override
    public void event(final Severity severity, final String text, final long at) {
        log.add(text);
    }
}
