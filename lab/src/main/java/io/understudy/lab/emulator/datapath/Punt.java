/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import org.projectfloodlight.openflow.protocol.OFPacketInReason;

/**
 * A frame that goes to the controller.
 *
 * @param reason why
 * @param table number of the table whose flow sent it
 * @param cookie of that flow; all ones if none did
 * @param inPort the port that it came in by
 * @param metadata what flows had written
 * @param frame the frame; not to be changed
 */
public record Punt(OFPacketInReason reason, int table, long cookie, int inPort, long metadata, byte[] frame) {
    public Punt {
        requireNonNull(reason);
        requireNonNull(frame);
    }
}
