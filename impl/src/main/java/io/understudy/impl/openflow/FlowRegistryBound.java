/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlow;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowModFlags;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeRef;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Bounds what openflowplugin remembers of a bridge. It keeps half a kilobyte of each flow that was added or read, so
 * that it can name the flow when it polls statistics; four flows of a host are more than all else that the host takes.
 * Nothing is polled here, so nobody misses the names.
 *
 * <p>The plugin forgets a flow that is removed, and all flows when something is removed from all tables. So it is asked
 * now and then to remove the flows of a cookie that no flow has. The bridge finds them by the whole cookie: that is
 * one look into an index, however many flows it has.
 */
final class FlowRegistryBound {
    /** So many flows may have been added since it was last made to forget them: half a megabyte. */
    static final int MOST = 1024;
    private static final Uint8 ALL_TABLES = Uint8.MAX_VALUE;
    private static final FlowCookie WHOLE = new FlowCookie(Uint64.MAX_VALUE);

    private final RemoveFlow removeFlow;
    private final RemoveFlowInput input;
    private final AtomicInteger remembered = new AtomicInteger();

    FlowRegistryBound(final RpcService rpcService, final NodeRef node) {
        removeFlow = requireNonNull(rpcService.getRpc(RemoveFlow.class));
        input = new RemoveFlowInputBuilder()
            .setNode(node)
            .setTableId(ALL_TABLES)
            .setCookie(FlowKind.OURS)
            .setCookieMask(WHOLE)
            .setMatch(Matches.any())
            .setStrict(false)
            .setFlags(new FlowModFlags(false, false, false, false, false))
            .build();
    }

    /**
     * Flows are being added, and a barrier follows.
     *
     * @param flows how many
     */
    void added(final int flows) {
        if (remembered.addAndGet(flows) >= MOST) {
            forget();
        }
    }

    /**
     * All flows have been read.
     */
    void forget() {
        remembered.set(0);
        // Where it fails the flows stay remembered until the next time, and that is all.
        removeFlow.invoke(input);
    }
}
