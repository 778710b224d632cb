/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.failover.Event;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.AnnouncementGroupMods;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.BridgePorts;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowChange;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.LinkEndedException;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflow.PipelineInstaller;
import io.understudy.impl.openflow.PortDirectory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The way to one bridge by OpenFlow: translates what the group wants into flows, ports and messages. Used by the
 * group's thread alone; what the bridge answers is brought back to that thread.
 */
public final class OpenFlowBridge implements BridgeDriver {
    private static final byte[] NOTHING = {};
    /** So many are announced before the bridge forwards anything; one with one thread takes a millisecond for them. */
    private static final int FEW_HOSTS = 64;

    private final Side side;
    private final BridgeClient client;
    private final PipelineInstaller installer;
    private final int firstTable;
    private final AnswerMailbox mailbox;
    private final AnnouncementGroupClient announcer;
    private final AnnouncementQueue announcements = new AnnouncementQueue(this::transmit, this::whenCarriedOut);
    private final GateWarmUp warmUp = new GateWarmUp();
    private final Adoption adoption = new Adoption();
    private final FormerFlows former = new FormerFlows();
    private GroupConfiguration group;
    private Optional<Pipeline> pipeline = Optional.empty();
    private Optional<DirectLink> link = Optional.empty();
    private long latestGateToken;
    /** By which second connection the gate was changed last, if by one. */
    private Optional<DirectLink> latestGateOn = Optional.empty();
    /** How often the bridge connected. */
    private int connections;
    private int unconfirmedByClient;

    public OpenFlowBridge(final GroupConfiguration group, final Side side, final BridgeClient client,
            final int firstTable, final AnswerMailbox mailbox) {
        this.group = requireNonNull(group);
        this.side = requireNonNull(side);
        this.client = requireNonNull(client);
        installer = new PipelineInstaller(client);
        this.firstTable = firstTable;
        this.mailbox = requireNonNull(mailbox);
        announcer = new AnnouncementGroupClient(group.announcement().method(), mailbox);
    }

    /** Takes a new configuration of the group; ports count when {@link #resolve} is called next. */
    public void configure(final GroupConfiguration configuration) {
        group = requireNonNull(configuration);
    }

    /**
     * Takes the news that the bridge connected. What was on its way by an earlier connection has arrived or never will,
     * and may never be answered either.
     */
    public void connected() {
        connections++;
        unconfirmedByClient = 0;
    }

    /**
     * Takes the bridge's ports.
     *
     * @return what they mean
     */
    public PortDirectory.Resolution resolve(final PortDirectory directory) {
        final var resolution = directory.resolve(group.bridges().get(side));
        resolution.numbers().filter(numbers -> !ports().equals(Optional.of(numbers))).ifPresent(numbers -> {
            final var plan = new Pipeline(group, side, numbers, firstTable);
            pipeline.ifPresent(old -> former.replaced(old, plan));
            pipeline = Optional.of(plan);
        });
        return resolution;
    }

    /** Returns the numbers of the configured ports, once they are known. */
    public Optional<BridgePorts> ports() {
        return pipeline.map(Pipeline::ports);
    }

    /** Tells where a port is. */
    public Optional<Location> locationOf(final long port) {
        return ports().flatMap(ports -> ports.locationOf(port));
    }

    /** Takes the second connection to the bridge, or its end. */
    public void linked(final Optional<DirectLink> now) {
        link = now;
        announcer.linked(now);
        announcements.restart();
        if (now.isPresent()) {
            prepare();
        }
    }

    /** Removes all that is ours, after what is still on its way by the second connection. */
    public ListenableFuture<Void> removeOurs() {
        return link.isEmpty() ? client.removeOurs()
            : FluentFuture.from(link.orElseThrow().exchange(AnnouncementGroupMods.removeAll()))
                .catching(LinkEndedException.class, ended -> null, MoreExecutors.directExecutor())
                .transformAsync(done -> client.removeOurs(), MoreExecutors.directExecutor());
    }

    @Override
    public void transmit(final Location location, final byte[] frame) {
        ports().ifPresent(ports -> send(ports.numberOf(location), frame));
    }

    @Override
    public void announce(final Location location, final List<byte[]> frames) {
        announcements.add(location, frames);
    }

    @Override
    public int announcementRoom() {
        return announcements.room();
    }

    @Override
    public void stopAnnouncing() {
        announcements.clear();
        announcer.stop();
    }

    private void whenCarriedOut(final Runnable then) {
        mailbox.whenDone(anyBarrier(), done -> then.run(), reason -> then.run());
    }

    private ListenableFuture<Void> anyBarrier() {
        return link.isPresent() ? link.orElseThrow().exchange(NOTHING) : client.barrier();
    }

    @Override
    public void transmitToPeer(final byte[] frame) {
        ports().ifPresent(ports -> send(ports.peer(), frame));
    }

    private void send(final long port, final byte[] frame) {
        if (link.isPresent()) {
            link.orElseThrow().transmit(port, frame);
        } else {
            client.transmit(port, frame);
        }
    }

    @Override
    public void openGate(final long token) {
        changeGate(token, GateChange.OPEN);
    }

    /**
     * By the connection by which the gate is opened, for nothing else keeps the order. What is on its way when that
     * ends may arrive after a gate was opened by the other one; {@link #renewGuard} puts that right.
     */
    @Override
    public boolean standBy() {
        return offer(Pipeline::standBy);
    }

    /** Offers flows that go by the second connection alone; a bridge that refuses them does without. */
    private boolean offer(final Function<Pipeline, byte[]> flows) {
        final boolean direct = keepsOrder();
        if (direct) {
            mailbox.whenDone(link.orElseThrow().exchange(flows.apply(pipeline.orElseThrow())), done -> { },
                reason -> { });
        }
        return direct;
    }

    @Override
    public void renewGuard(final boolean forwards) {
        if (forwards) {
            removeStandby();
        }
        client.add(pipeline.orElseThrow().guard());
        offer(Pipeline::priorityTags);
    }

    private ListenableFuture<Void> removeStandby() {
        return client.removeAll(FlowKind.STANDBY, pipeline.orElseThrow().tableOf(FlowKind.STANDBY));
    }

    @Override
    public void closeGate(final long token) {
        changeGate(token, GateChange.CLOSE);
    }

    /** Whether the second connection can be used: nothing is on its way by the first one that it might overtake. */
    private boolean keepsOrder() {
        return link.isPresent() && pipeline.isPresent() && unconfirmedByClient == 0;
    }

    /**
     * Changes the gate by the second connection if it can be had. But as long as a change by the first one is not
     * confirmed, the next ones follow it there: two connections keep no order between them.
     */
    private void changeGate(final long token, final GateChange change) {
        latestGateToken = token;
        final boolean direct = keepsOrder();
        latestGateOn = link.filter(now -> direct);
        final var changed = direct ? FluentFuture.from(link.orElseThrow().exchange(change.of(pipeline.orElseThrow())))
            .catchingAsync(LinkEndedException.class, ended -> changeAgain(token, change, ended),
                mailbox::run)
            : changeByClient(change);
        answer(token, changed, done -> new Event.GateChanged(side, token, change != GateChange.CLOSE));
    }

    /**
     * The second connection ended before it was confirmed. Only the latest change is made again, lest an older one
     * undo it.
     */
    private ListenableFuture<Void> changeAgain(final long token, final GateChange change,
            final LinkEndedException ended) {
        return token == latestGateToken ? changeByClient(change) : Futures.immediateFailedFuture(ended);
    }

    private ListenableFuture<Void> changeByClient(final GateChange change) {
        unconfirmedByClient++;
        final int connection = connections;
        final var changed = switch (change) {
            case OPEN -> BridgeClient.all(List.of(
                removeStandby(),
                client.add(List.of(pipeline.orElseThrow().gate()))));
            // A gate may have to be closed before the ports are known.
            case CLOSE -> client.removeAll(FlowKind.GATE, Pipeline.gateTable(firstTable));
        };
        changed.addListener(() -> mailbox.run(() ->
            unconfirmedByClient -= connection == connections ? 1 : 0), MoreExecutors.directExecutor());
        return changed;
    }

    @Override
    public void barrier(final long token) {
        answer(token, anyBarrier(), done -> new Event.BarrierAnswered(side, token));
    }

    @Override
    public void readFlows(final long token) {
        answer(token, client.read(firstTable), snapshot -> {
            adoption.found(snapshot);
            return new Event.FlowsRead(side, token, snapshot.gateOpen(), snapshot.pipeline().news());
        });
    }

    @Override
    public FoundHosts takeFoundHosts() {
        return adoption.takeHosts(ports().orElseThrow());
    }

    /** Tells of which version of the pipeline the bridge's flows are, as far as that is known. */
    public OptionalInt pipelineVersion() {
        return adoption.version();
    }

    @Override
    public void program(final long token, final InstalledState held, final long puntRate,
            final Collection<Host> hosts) {
        final var plan = pipeline.orElseThrow();
        final var results = new ArrayList<ListenableFuture<Void>>();
        // Nothing flows through one that stands by: what an earlier configuration or a longer absence left behind goes.
        results.add(held.forwarding() ? removeStandby() : client.removeAllButGate(plan, held.stale()));
        announcements.restart();
        announcer.program(plan.ports().uplink(), hosts);
        results.add(FluentFuture.from(installer.install(plan, puntRate, adoption.pipeline()))
            .transformAsync(installed -> former.remove(client, plan), MoreExecutors.directExecutor()));
        answer(token, BridgeClient.all(results), done -> {
            adoption.programmed();
            prepare();
            return new Event.Programmed(side, token);
        });
    }

    private void prepare() {
        offer(Pipeline::priorityTags);
        pipeline.ifPresent(plan -> warmUp.begin(plan, link, client, mailbox::run));
    }

    @Override
    public void update(final long token, final List<HostUpdate> updates) {
        final var plan = pipeline.orElseThrow();
        final var changes = new ArrayList<FlowChange>();
        final var owners = new ArrayList<HostKey>();
        for (var update : updates) {
            final boolean removal = update.now().isEmpty();
            for (var flow : update.now().map(plan::host).orElseGet(() -> plan.traces(update.key()))) {
                changes.add(new FlowChange(flow, removal));
                owners.add(update.key());
            }
        }
        mailbox.whenDone(client.change(changes), refusals -> mailbox.answers().hostsUpdated(HostsAnswer.of(token,
            refusals.keySet().stream().map(owners::get).collect(ImmutableSet.toImmutableSet()),
            refusals.values().stream().findFirst())),
            reason -> mailbox.answers().hostsUpdated(HostsAnswer.none(token, reason)));
    }

    @Override
    public void announceBy(final AnnouncementMethod method, final Collection<Host> hosts) {
        announcer.announceBy(method, hosts);
    }

    @Override
    public void regroup(final List<HostUpdate> updates) {
        announcer.update(updates);
    }

    @Override
    public void updateGroups() {
        announcer.write();
    }

    @Override
    public Optional<Burst> burst() {
        return announcer.burst();
    }

    @Override
    public Optional<Burst> burstBehindGate() {
        return latestGateOn.isPresent() && latestGateOn.equals(link) && announcer.coverage().hosts() <= FEW_HOSTS
            ? announcer.burst() : Optional.empty();
    }

    @Override
    public AnnouncementGroupCoverage announcementGroupCoverage() {
        return announcer.coverage();
    }

    @Override
    public void countHosts(final long token) {
        final var plan = pipeline.orElseThrow();
        mailbox.whenDone(client.countHosts(plan.tableOf(FlowKind.SOURCE), plan.tableOf(FlowKind.DESTINATION)),
            packets -> mailbox.answers().hostsCounted(token, Optional.of(packets)),
            reason -> mailbox.answers().hostsCounted(token, Optional.empty()));
    }

    @Override
    public void holdBack(final HostKey source) {
        client.add(List.of(pipeline.orElseThrow().unlearned(source)));
    }

    @Override
    public void countOwnFrames(final Consumer<OwnFrames> answer) {
        mailbox.whenDone(client.countOwnFrames(pipeline.orElseThrow().ports()), answer, reason -> { });
    }

    @Override
    public void bound(final long puntRate) {
        installer.install(pipeline.orElseThrow(), puntRate, adoption.pipeline());
    }

    @Override
    public long failures() {
        return client.failures();
    }

    private <T> void answer(final long token, final ListenableFuture<T> done, final Function<T, Event> event) {
        mailbox.whenDone(done, result -> mailbox.answers().event(event.apply(result)),
            reason -> mailbox.answers().event(new Event.CommandFailed(side, token, reason)));
    }
}
