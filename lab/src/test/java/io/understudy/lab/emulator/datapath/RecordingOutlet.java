/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.ArrayList;
import java.util.List;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;

/**
 * Three ports that keep what is sent out of them.
 */
final class RecordingOutlet implements Outlet {
    final List<Sent> sent = new ArrayList<>();
    final List<Punt> punts = new ArrayList<>();
    final List<OFFlowRemovedReason> removals = new ArrayList<>();
    int downPort = -1;

    record Sent(int port, byte[] frame) {
    }

    List<Integer> sentTo() {
        return sent.stream().map(Sent::port).toList();
    }

    @Override
    public List<Integer> ports() {
        return List.of(1, 2, 3);
    }

    @Override
    public boolean live(final int port) {
        return port != downPort;
    }

    @Override
    public void send(final int port, final byte[] frame) {
        sent.add(new Sent(port, frame));
    }

    @Override
    public void punt(final Punt punt) {
        punts.add(punt);
    }

    @Override
    public void removed(final FlowEntry flow, final OFFlowRemovedReason reason) {
        removals.add(reason);
    }
}
