/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.impl.datastore.ConfigurationGuard;
import io.understudy.impl.datastore.ConfigurationListener;
import io.understudy.impl.datastore.RevisionTakeover;
import io.understudy.impl.datastore.StatePublisher;
import io.understudy.impl.group.GroupLoop;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.group.LoopFactory;
import io.understudy.impl.metrics.LatestSnapshots;
import io.understudy.impl.metrics.MetricsEndpoint;
import io.understudy.impl.metrics.ObservedSink;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflowplugin.DirectConnections;
import io.understudy.impl.openflowplugin.LateBridges;
import io.understudy.impl.openflowplugin.MastershipListener;
import io.understudy.impl.openflowplugin.PacketListener;
import io.understudy.impl.openflowplugin.PortListener;
import io.understudy.impl.rpc.GroupRpcs;
import io.understudy.impl.warmup.WarmUp;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.servlet.ServletException;
import org.opendaylight.aaa.web.WebContextSecurer;
import org.opendaylight.aaa.web.WebServer;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.binding.api.NotificationPublishService;
import org.opendaylight.mdsal.binding.api.NotificationService;
import org.opendaylight.mdsal.binding.api.RpcProviderService;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMSchemaService;
import org.opendaylight.openflowplugin.api.openflow.mastership.MastershipChangeServiceManager;
import org.opendaylight.yang.gen.v1.urn.opendaylight.packet.service.rev130709.PacketReceived;
import org.opendaylight.yangtools.binding.data.codec.api.BindingNormalizedNodeSerializer;
import org.opendaylight.yangtools.concepts.Registration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Understudy inside OpenDaylight, and stops it. Stopping leaves the bridges as they are: they go on forwarding,
 * and the next start takes them over as it finds them. It is a service so that others see whether it runs.
 */
@Component(service = UnderstudyProvider.class, immediate = true, configurationPid = "io.understudy")
@Designate(ocd = UnderstudyProvider.Configuration.class)
public final class UnderstudyProvider {
    /**
     * What can be set in etc/io.understudy.cfg.
     */
    @ObjectClassDefinition(name = "Understudy")
    public @interface Configuration {
        /**
         * The first of the three tables.
         *
         * @return its number
         */
        @AttributeDefinition(name = "first-table", min = "0", max = "250",
            description = "The first of the four consecutive OpenFlow tables that Understudy uses")
        int firstTable() default 0;

        /**
         * The TCP port for direct connections.
         *
         * @return its number; 0 for none
         */
        @AttributeDefinition(name = "direct-port", min = "0", max = "65535",
            description = "The TCP port for the bridges' second OpenFlow connection, for what must not wait: the state"
                + " of their ports, probes and the gate; 0 for none")
        int directPort() default 6654;

        /**
         * When a silent direct connection is given up.
         *
         * @return after how long, ms
         */
        @AttributeDefinition(name = "direct-idle", min = "300", max = "60000",
            description = "After how many milliseconds without a word a bridge's second connection is closed")
        int directIdleMillis() default 3000;
    }

    private static final Logger LOG = LoggerFactory.getLogger(UnderstudyProvider.class);
    private static final int LAST_FIRST_TABLE = 254 - Pipeline.TABLES;

    private final List<Registration> registrations = new ArrayList<>();
    private final GroupRegistry registry;
    private final ExecutorService publishing;
    private final ExecutorService packets;
    private final DirectConnections direct;
    private final MetricsEndpoint metrics;

    /**
     * Starts.
     *
     * @param broker the datastore
     * @param domBroker the same datastore, for what is written in its own form
     * @param schemas tells what the datastore knows
     * @param reader reads the datastore's own form
     * @param notificationService brings the bridges' frames
     * @param notificationPublishService takes our notifications
     * @param rpcService the way to the bridges
     * @param rpcProviderService takes our RPCs
     * @param mastership tells which bridges we master
     * @param webServer serves HTTP
     * @param webContextSecurer asks for users and passwords
     * @param configuration what is set in etc/io.understudy.cfg
     * @throws ServletException if the metrics cannot be served
     */
    @Activate
    public UnderstudyProvider(@Reference final DataBroker broker, @Reference final DOMDataBroker domBroker,
            @Reference final DOMSchemaService schemas, @Reference final BindingNormalizedNodeSerializer reader,
            @Reference final NotificationService notificationService,
            @Reference final NotificationPublishService notificationPublishService,
            @Reference final RpcService rpcService, @Reference final RpcProviderService rpcProviderService,
            @Reference final MastershipChangeServiceManager mastership, @Reference final WebServer webServer,
            @Reference final WebContextSecurer webContextSecurer, final Configuration configuration)
            throws ServletException {
        final int firstTable = configuration.firstTable();
        if (firstTable < 0 || firstTable > LAST_FIRST_TABLE) {
            throw new IllegalArgumentException("firstTable in etc/io.understudy.cfg is " + firstTable
                + ", but must be 0 to " + LAST_FIRST_TABLE);
        }
        DirectConnections.check(configuration.directPort(), configuration.directIdleMillis());
        // Before the guard: what an earlier version took is not refused.
        new RevisionTakeover(domBroker, schemas.getGlobalContext()).run();
        publishing = Executors.newSingleThreadExecutor(threads("understudy-publisher"));
        packets = Executors.newSingleThreadExecutor(threads("understudy-packets"));
        threads("understudy-warm-up").newThread(UnderstudyProvider::warmUp).start();
        final var snapshots = new LatestSnapshots();
        registry = new GroupRegistry(new Factory(broker, domBroker, notificationPublishService, rpcService,
            publishing, snapshots, firstTable));

        registrations.add(rpcProviderService.registerRpcImplementations(new GroupRpcs(registry).implementations()));
        registrations.add(notificationService.registerListener(PacketReceived.class, new PacketListener(registry),
            packets));
        registrations.add(broker.registerTreeChangeListener(LogicalDatastoreType.OPERATIONAL, PortListener.PORTS,
            new PortListener(registry)));
        registrations.add(broker.registerTreeChangeListener(LogicalDatastoreType.CONFIGURATION,
            ConfigurationListener.GROUPS, new ConfigurationListener(registry)));
        guardConfiguration(domBroker, reader);
        final var bridges = new MastershipListener(registry);
        // Before the listener of all changes, so that no bridge is missed by both.
        registrations.add(new LateBridges(mastership, bridges::found).listen(notificationService, packets));
        registrations.add(mastership.register(bridges));
        direct = DirectConnections.start(broker, registry, configuration.directPort(),
            configuration.directIdleMillis());
        metrics = MetricsEndpoint.open(webServer, webContextSecurer, snapshots);
        LOG.info("Understudy started; it uses tables {} to {}", firstTable, firstTable + Pipeline.TABLES - 1);
    }

    /**
     * Stops.
     */
    @Deactivate
    public void close() {
        registrations.forEach(Registration::close);
        metrics.close();
        direct.close();
        registry.close();
        packets.shutdown();
        publishing.shutdown();
        LOG.info("Understudy stopped; the bridges go on as they are");
    }

    private void guardConfiguration(final DOMDataBroker broker, final BindingNormalizedNodeSerializer reader) {
        final var cohorts = broker.extension(DOMDataBroker.CommitCohortExtension.class);
        if (cohorts == null) {
            LOG.warn("this datastore lets nobody refuse a change: a group that cannot run says so in its status-reason"
                + " only");
        } else {
            registrations.add(cohorts.registerCommitCohort(ConfigurationGuard.GROUPS, new ConfigurationGuard(reader)));
        }
    }

    private static void warmUp() {
        try {
            final int takeovers = WarmUp.play();
            LOG.debug("warmed up with {} takeovers", takeovers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory threads(final String name) {
        return Thread.ofPlatform().name(name).daemon().factory();
    }

    private record Factory(DataBroker broker, DOMDataBroker domBroker, NotificationPublishService notifications,
            RpcService rpcService, ExecutorService publishing, LatestSnapshots snapshots, int firstTable)
            implements LoopFactory {
        private static final SecureRandom RANDOM = new SecureRandom();

        Factory {
            requireNonNull(broker);
            requireNonNull(domBroker);
            requireNonNull(notifications);
            requireNonNull(rpcService);
            requireNonNull(publishing);
            requireNonNull(snapshots);
        }

        @Override
        public GroupLoop loop(final GroupConfiguration group) {
            final var clients = new Pair<>(new BridgeClient(group.bridges().preferred().id(), rpcService),
                new BridgeClient(group.bridges().alternate().id(), rpcService));
            return new GroupLoop(group, clients, firstTable, RANDOM.nextLong(), observed(group.name()));
        }

        @Override
        public void refused(final String name, final String reason) {
            snapshots.refuse(name);
            publisher(name).refused(reason);
        }

        @Override
        public void forgotten(final String name) {
            snapshots.remove(name);
            publisher(name).removeAll();
        }

        private ObservedSink observed(final String name) {
            return new ObservedSink(name, snapshots, publisher(name));
        }

        private StatePublisher publisher(final String name) {
            return new StatePublisher(name, broker, domBroker, notifications, publishing);
        }
    }
}
