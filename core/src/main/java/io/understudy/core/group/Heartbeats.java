/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.model.EchoAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.Optional;

/**
 * How heartbeats look on the wire: ICMP echoes between the bridges, which the bridge that is asked turns round by
 * itself (RFC 792).
 */
final class Heartbeats {
    /** Identifies our heartbeats among other echoes; spells US. */
    private static final int ECHO_IDENTIFIER = 0x5553;

    private final Pair<EchoAddresses> from;

    Heartbeats(final GroupConfiguration group) {
        from = new Pair<>(EchoAddresses.between(group, Side.PREFERRED), EchoAddresses.between(group, Side.ALTERNATE));
    }

    /**
     * Makes the request; the bridge that does not answer it sends it.
     */
    byte[] request(final Command.SendHeartbeat command) {
        final var addresses = from.get(command.target().other());
        return new IcmpEcho(false, addresses.source(), addresses.destination(), addresses.sourceAddress(),
            addresses.destinationAddress(), ECHO_IDENTIFIER, command.sequence(), command.nonce()).encode();
    }

    /**
     * Reads an answer.
     *
     * @param receiver the bridge that brought it
     * @param frame the frame
     * @return empty if it is something else
     */
    static Optional<Event> answer(final Side receiver, final byte[] frame) {
        return IcmpEcho.parse(frame).filter(echo -> echo.reply() && echo.identifier() == ECHO_IDENTIFIER)
            .map(echo -> new Event.HeartbeatAnswered(receiver.other(), echo.sequence(), echo.nonce()));
    }
}
