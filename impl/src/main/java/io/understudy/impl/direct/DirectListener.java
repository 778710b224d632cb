/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;

/**
 * Takes what direct connections tell. Called by one thread at a time.
 */
public interface DirectListener {
    /**
     * A bridge reported its ports: at first all, then again whenever one of them changed.
     *
     * @param bridge the bridge
     * @param directory all its ports
     * @param link what can be sent by the connection
     */
    void observed(BridgeId bridge, PortDirectory directory, DirectLink link);

    /**
     * A bridge sent a heartbeat's answer or a probe to the controller.
     *
     * @param bridge the bridge
     * @param kind of the flow that sent it
     * @param port where it came in
     * @param frame the frame
     */
    void received(BridgeId bridge, FlowKind kind, long port, byte[] frame);

    /**
     * A bridge sent a barrier reply that it was not asked for.
     *
     * @param bridge the bridge
     */
    void strayBarrier(BridgeId bridge);

    /**
     * The connection from a bridge that had reported its ports is over.
     *
     * @param bridge the bridge
     * @param byBridge whether the bridge ended it; else it was given up here
     */
    void unobserved(BridgeId bridge, boolean byBridge);
}
