/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Keeps what was observed, in words: {@code openflow:1 eth1:up-live eth2:down}, or {@code openflow:1 ended}.
 */
final class DirectEvents implements DirectListener {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile DirectLink link;

    @Override
    public void observed(final BridgeId bridge, final PortDirectory directory, final DirectLink direct) {
        link = direct;
        events.add(bridge + directory.ports().entrySet().stream().map(DirectEvents::port)
            .collect(Collectors.joining()));
    }

    @Override
    public void received(final BridgeId bridge, final FlowKind kind, final long port, final byte[] frame) {
        events.add(bridge + " " + kind + " at " + port + ": " + HexFormat.of().formatHex(frame));
    }

    @Override
    public void strayBarrier(final BridgeId bridge) {
        events.add(bridge + " sent a stray barrier reply");
    }

    @Override
    public void unobserved(final BridgeId bridge, final boolean byBridge) {
        events.add(bridge + (byBridge ? " ended" : " was given up"));
    }

    private static String port(final Map.Entry<Long, PortDirectory.Entry> port) {
        return " " + port.getKey() + "=" + port.getValue().name() + (port.getValue().up() ? ":up" : ":down")
            + (port.getValue().live() ? "-live" : "");
    }

    /** Waits for the next one. */
    String next() throws InterruptedException {
        final var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, "nothing was observed");
        return event;
    }

    /** What can be sent by the connection that was observed last. */
    DirectLink link() {
        return link;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
