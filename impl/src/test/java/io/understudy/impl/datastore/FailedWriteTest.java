/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.util.concurrent.FluentFuture;
import io.understudy.core.failover.Severity;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.table.Replication;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.binding.api.NotificationPublishService;
import org.opendaylight.mdsal.binding.api.ReadWriteTransaction;
import org.opendaylight.mdsal.binding.api.WriteTransaction;
import org.opendaylight.mdsal.binding.spi.ForwardingDataBroker;
import org.opendaylight.mdsal.binding.spi.ForwardingReadWriteTransaction;
import org.opendaylight.mdsal.binding.spi.ForwardingWriteTransaction;
import org.opendaylight.mdsal.common.api.CommitInfo;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.common.api.OptimisticLockFailedException;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMDataTreeWriteTransaction;
import org.opendaylight.mdsal.dom.spi.ForwardingDOMDataBroker;
import org.opendaylight.mdsal.dom.spi.ForwardingDOMDataWriteTransaction;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.GroupKey;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Event;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.util.concurrent.FluentFutures;

/**
 * Each write fails twice before the datastore takes it.
 */
final class FailedWriteTest {
    private static final int FAILURES = 2;

    private TestDatastore datastore;
    private StatePublisher publisher;
    private int failed;

    @BeforeEach
    void open() throws Exception {
        datastore = new TestDatastore();
        publisher = new StatePublisher("a", new Failing(), new FailingDom(),
            (NotificationPublishService) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {NotificationPublishService.class}, (proxy, method, arguments) -> null), Runnable::run);
    }

    /** Two of three commits fail. */
    private boolean fails() {
        failed = (failed + 1) % (FAILURES + 1);
        return failed > 0;
    }

    private static <T> FluentFuture<T> failure() {
        return FluentFutures.immediateFailedFluentFuture(new OptimisticLockFailedException("another was first"));
    }

    private final class Failing extends ForwardingDataBroker {
        @Override
        protected DataBroker delegate() {
            return datastore.broker();
        }

        @Override
        public WriteTransaction newWriteOnlyTransaction() {
            return new ForwardingWriteTransaction(super.newWriteOnlyTransaction()) {
                @Override
                public FluentFuture<? extends CommitInfo> commit() {
                    return fails() ? failure() : super.commit();
                }
            };
        }

        @Override
        public ReadWriteTransaction newReadWriteTransaction() {
            return new ForwardingReadWriteTransaction(super.newReadWriteTransaction()) {
                @Override
                public FluentFuture<? extends CommitInfo> commit() {
                    return fails() ? failure() : super.commit();
                }
            };
        }
    }

    private final class FailingDom extends ForwardingDOMDataBroker {
        @Override
        protected DOMDataBroker delegate() {
            return datastore.domBroker();
        }

        @Override
        public DOMDataTreeWriteTransaction newWriteOnlyTransaction() {
            final var transaction = super.newWriteOnlyTransaction();
            return new ForwardingDOMDataWriteTransaction() {
                @Override
                protected DOMDataTreeWriteTransaction delegate() {
                    return transaction;
                }

                @Override
                public FluentFuture<? extends CommitInfo> commit() {
                    return fails() ? failure() : super.commit();
                }
            };
        }
    }

    private Group read(final String name) throws Exception {
        try (var transaction = datastore.broker().newReadOnlyTransaction()) {
            return transaction.read(LogicalDatastoreType.OPERATIONAL, DataObjectIdentifier.builder(FailoverState.class)
                .child(Group.class, new GroupKey(new GroupName(name))).build()).get(30, TimeUnit.SECONDS)
                .orElseThrow();
        }
    }

    @Test
    void reasonWhyAGroupCannotRunIsWrittenAgain() throws Exception {
        publisher.refused("a reason");
        assertEquals("a reason", read("a").getStatusReason());
    }

    @Test
    void hostsAndEventsAreWrittenAgain() throws Exception {
        final var key = new HostKey(7, new MacAddress(0x0200_0000_0001L));
        publisher.hosts(new Replication(List.of(Host.firstSeen(key, Location.trunk(1), System.nanoTime())), List.of()));
        publisher.event(Severity.INFO, "an event", System.nanoTime());
        final var group = read("a");
        assertEquals(Set.of(key.mac().toString()), group.nonnullHost().values().stream()
            .map(host -> host.getMac().getValue()).collect(Collectors.toSet()));
        assertEquals(List.of("an event"), group.nonnullEvent().values().stream().map(Event::getText).toList());
    }

    @Test
    void renamedGroupIsWrittenAgain() throws Exception {
        publisher.refused("a reason");
        publisher.renamed("b");
        assertEquals("a reason", read("b").getStatusReason());
    }
}
