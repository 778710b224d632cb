/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.observation;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.PortDirectory;

/**
 * Takes what observing connections tell. Called by one thread at a time.
 */
public interface PortObserver {
    /**
     * A bridge reported its ports: at first all, then again whenever one of them changed.
     *
     * @param bridge the bridge
     * @param directory all its ports
     */
    void observed(BridgeId bridge, PortDirectory directory);

    /**
     * The connection from a bridge that had reported its ports ended.
     *
     * @param bridge the bridge
     */
    void unobserved(BridgeId bridge);
}
