/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.accounts;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.common.api.CommitInfo;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214.HttpAuthorization;
import org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214.HttpAuthorizationBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214.http.authorization.PoliciesBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214.http.permission.Permissions;
import org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214.http.permission.Permissions.Actions;
import org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214.http.permission.PermissionsBuilder;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a new installation: the role admin may do all, the roles viewer and user may see all and change
 * nothing. They are written only where there are none; an operator's own stay as they are. OpenDaylight's AAA enforces
 * them where its URL filters name {@code dynamicAuthorization}, as those of the distribution do.
 */
public final class DefaultPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultPolicies.class);
    private static final DataObjectIdentifier<HttpAuthorization> PATH =
        DataObjectIdentifier.builder(HttpAuthorization.class).build();
    private static final List<String> VIEWERS = List.of("viewer", "user");
    /** Room before it for an operator's own, for the first that fits counts. */
    private static final int LAST = 1000;

    private final DataBroker broker;

    /**
     * Creates it.
     *
     * @param broker the datastore
     */
    public DefaultPolicies(final DataBroker broker) {
        this.broker = requireNonNull(broker);
    }

    /**
     * Writes the policies if there are none. Nobody waits for it.
     */
    public void writeIfAbsent() {
        final var transaction = broker.newReadWriteTransaction();
        final FluentFuture<? extends CommitInfo> done = transaction.exists(LogicalDatastoreType.CONFIGURATION, PATH)
            .transformAsync(exists -> {
                if (!exists) {
                    transaction.put(LogicalDatastoreType.CONFIGURATION, PATH, policies());
                }
                return transaction.commit();
            }, MoreExecutors.directExecutor());
        Futures.addCallback(done, new FutureCallback<CommitInfo>() {
            @Override
            public void onSuccess(final CommitInfo result) {
                LOG.debug("there are policies for HTTP");
            }

            @Override
            public void onFailure(final Throwable cause) {
                LOG.error("the policies for HTTP could not be written: until they are, every account may change"
                    + " everything; restart the controller", cause);
            }
        }, MoreExecutors.directExecutor());
    }

    private static HttpAuthorization policies() {
        final var all = new org.opendaylight.yang.gen.v1.urn.opendaylight.params.xml.ns.yang.aaa.rev161214
            .http.authorization.policies.PoliciesBuilder()
            .setResource("/**").setIndex(Uint32.valueOf(LAST))
            .setDescription("admin may do all; viewer and user may see all")
            .setPermissions(permissions()).build();
        return new HttpAuthorizationBuilder().setPolicies(new PoliciesBuilder()
            .setPolicies(List.of(all)).build()).build();
    }

    private static List<Permissions> permissions() {
        final var admin = new PermissionsBuilder().setRole("admin").setActions(Set.of(Actions.values())).build();
        final var viewers = VIEWERS.stream().map(role ->
            new PermissionsBuilder().setRole(role).setActions(Set.of(Actions.Get)).build());
        return Stream.concat(Stream.of(admin), viewers).toList();
    }
}
