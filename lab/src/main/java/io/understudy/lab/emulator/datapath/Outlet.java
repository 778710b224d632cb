/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.List;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;

/**
 * What is around a datapath: its ports, and who controls it.
 */
public interface Outlet {
    /**
     * The numbers of all ports that frames can be flooded to.
     *
     * @return the numbers
     */
    List<Integer> ports();

    /**
     * Tells whether a port has a link.
     *
     * @param port its number
     * @return true if so
     */
    boolean live(int port);

    /**
     * Sends a frame.
     *
     * @param port number of the port; where there is none, nothing happens
     * @param frame the frame; it is not changed any more
     */
    void send(int port, byte[] frame);

    /**
     * Hands a frame to the controller.
     *
     * @param punt the frame
     */
    void punt(Punt punt);

    /**
     * Tells that a flow is gone.
     *
     * @param flow the flow
     * @param reason why
     */
    void removed(FlowEntry flow, OFFlowRemovedReason reason);
}
