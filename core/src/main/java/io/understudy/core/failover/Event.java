/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.evidence.Ports;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Side;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What can happen to a group. A token tells to which command an answer belongs; answers to superseded commands are
 * ignored.
 */
public sealed interface Event {
    /**
     * A time that the machine asked for has come.
     *
     * @param due the time that was asked for, ns
     */
    record Tick(long due) implements Event {
    }

    /**
     * A bridge connected, and we are its master.
     *
     * @param side which bridge
     */
    record ChannelUp(Side side) implements Event {
    }

    /**
     * The connection to a bridge was lost.
     *
     * @param side which bridge
     */
    record ChannelDown(Side side) implements Event {
    }

    /**
     * The direct connection to a bridge was made.
     *
     * @param side which bridge
     */
    record DirectConnectionMade(Side side) implements Event {
    }

    /**
     * The direct connection to a bridge was ended by the bridge: a sign, not a proof, that its switch process did.
     *
     * @param side which bridge
     */
    record DirectConnectionLost(Side side) implements Event {
    }

    /**
     * The direct connection to a bridge was ended by ourselves, because it was silent or spoke otherwise than agreed.
     *
     * @param side which bridge
     */
    record DirectConnectionGivenUp(Side side) implements Event {
    }

    /**
     * The ports of a bridge were read, or one of them changed.
     *
     * @param side which bridge
     * @param ports their links
     * @param problem the configured ports that it does not have, in words
     */
    record PortsObserved(Side side, Ports ports, Optional<String> problem) implements Event {
    }

    /**
     * A bridge's flows were read.
     *
     * @param side which bridge
     * @param token of the command
     * @param gateOpen whether its gate was found open
     * @param news what else an operator should know of what was found, as a clause whose subject is the bridge
     */
    record FlowsRead(Side side, long token, boolean gateOpen, Optional<String> news) implements Event {
        /**
         * Makes the event for flows of which there is no more to say.
         *
         * @param side which bridge
         * @param token of the command
         * @param gateOpen whether its gate was found open
         */
        public FlowsRead(final Side side, final long token, final boolean gateOpen) {
            this(side, token, gateOpen, Optional.empty());
        }
    }

    /**
     * All flows of a bridge but its gate were installed.
     *
     * @param side which bridge
     * @param token of the command
     */
    record Programmed(Side side, long token) implements Event {
    }

    /**
     * A bridge that was programmed has confirmed the flows of all hosts, or refused some for now.
     *
     * @param side which bridge
     */
    record HostsWritten(Side side) implements Event {
    }

    /**
     * A change of a gate was confirmed by a barrier.
     *
     * @param side which bridge
     * @param token of the command
     * @param open whether it is open now
     */
    record GateChanged(Side side, long token, boolean open) implements Event {
    }

    /**
     * A barrier was answered.
     *
     * @param side which bridge
     * @param token of the command
     */
    record BarrierAnswered(Side side, long token) implements Event {
    }

    /**
     * A command failed or was refused.
     *
     * @param side which bridge
     * @param token of the command
     * @param reason in words
     */
    record CommandFailed(Side side, long token, String reason) implements Event {
    }

    /**
     * A heartbeat was answered.
     *
     * @param side the bridge that answered
     * @param sequence of the request
     * @param nonce that came back
     */
    record HeartbeatAnswered(Side side, int sequence, long nonce) implements Event {
    }

    /**
     * A path probe arrived, so the other bridge forwards.
     *
     * @param side the bridge that sent and received it
     * @param direction which way it went
     * @param sequence of the probe
     * @param nonce that came back
     */
    record PathProbeArrived(Side side, PathDirection direction, int sequence, long nonce) implements Event {
    }

    /**
     * An end marker of the other bridge has arrived.
     *
     * @param side the bridge at which it came in
     * @param direction outward: at the uplink; inward: at a trunk
     * @param nonce what it carries
     */
    record EndMarkerArrived(Side side, PathDirection direction, long nonce) implements Event {
    }

    /**
     * An upstream target answered.
     *
     * @param side on whose uplink
     * @param target its address
     */
    record UpstreamAnswered(Side side, InetAddress target) implements Event {
    }

    /**
     * An operator wants the role on a bridge.
     *
     * @param request to be answered
     * @param to the bridge; empty for the present secondary
     * @param reason in the operator's words
     */
    record SwitchoverRequested(long request, Optional<Side> to, String reason) implements Event {
    }

    /**
     * An operator takes a bridge out of service or back into it.
     *
     * @param request to be answered
     * @param side which bridge
     * @param enabled true to take it out
     */
    record MaintenanceRequested(long request, Side side, boolean enabled) implements Event {
    }

    /**
     * An operator wants the hosts announced.
     *
     * @param request to be answered
     */
    record AnnouncementRequested(long request) implements Event {
    }

    /**
     * The first round of an announcement began.
     *
     * @param side on whose uplink
     * @param hosts how many hosts
     */
    record AnnouncementBegan(Side side, int hosts) implements Event {
    }

    /**
     * The counters of a bridge's announcement groups were read after an announcement.
     *
     * @param side the bridge
     * @param missing how many hosts they were to announce and did not
     */
    record AnnouncementSeen(Side side, int missing) implements Event {
    }

    /**
     * The last round of an announcement ended.
     *
     * @param side on whose uplink
     */
    record AnnouncementEnded(Side side) implements Event {
    }

    /**
     * The configuration changed; the two bridges are the same, on the same sides.
     *
     * @param configuration the new values
     */
    record ConfigurationChanged(GroupConfiguration configuration) implements Event {
    }
}
