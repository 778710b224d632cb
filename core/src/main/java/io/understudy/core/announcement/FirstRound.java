/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The frames of the first round of an announcement: those that are not sent otherwise.
 *
 * @param hosts whose frames, in their order
 * @param frames makes the frames of a host
 */
public record FirstRound(Collection<Host> hosts, Function<Host, List<byte[]>> frames) {
    /**
     * Checks that nothing is missing.
     */
    public FirstRound {
        requireNonNull(hosts);
        requireNonNull(frames);
    }

    /**
     * A round like the later ones.
     *
     * @param hosts whom to announce
     * @param method how
     * @return the round
     */
    public static FirstRound of(final Collection<Host> hosts, final AnnouncementMethod method) {
        return new FirstRound(hosts, host -> AnnouncementFrames.framesFor(host, method));
    }

    /**
     * What groups leave to be announced by {@link AnnouncementMethod#GARP}: all addresses of hosts that they do not
     * announce, and the further ones of those that they do.
     *
     * @param hosts whom to announce
     * @param others the hosts that groups would announce, and do not now
     * @return the round
     */
    public static FirstRound besidesGroups(final Collection<Host> hosts, final Set<HostKey> others) {
        return new FirstRound(hosts, host -> host.firstInet4().isEmpty() || others.contains(host.key())
            ? AnnouncementFrames.framesFor(host, AnnouncementMethod.GARP)
            : AnnouncementFrames.furtherFramesFor(host));
    }
}
