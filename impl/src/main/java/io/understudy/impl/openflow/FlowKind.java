/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yangtools.yang.common.Uint64;

/**
 * What a flow of ours is for. The kind stands in the flow's cookie, behind a prefix that no other application uses,
 * so that Understudy finds, adopts and removes its own flows and never touches others'.
 *
 * <pre>
 *   63        48 47    40 39     32 31      0
 *   +-----------+--------+---------+---------+
 *   | prefix US |  kind  | version |    0    |
 *   +-----------+--------+---------+---------+
 * </pre>
 *
 * <p>Flows of lasting kinds ({@link #GATE}, {@link #SOURCE}, {@link #DESTINATION}) are the same in all versions of the
 * pipeline, so that a controller of another version keeps them as it finds them; their version is always 0. What is to
 * be another flow gets another kind.
 */
public enum FlowKind {
    /** Answers to heartbeats, what uplink and trunks bring, and the drop of everything else. */
    ADMISSION(1),
    /** Heartbeat answers that go to the controller. */
    HEARTBEAT(2),
    /** The gate. */
    GATE(3),
    /** Lets a frame pass whose destination is not known. */
    UNKNOWN_DESTINATION(4),
    /** Where a frame goes whose destination is known. */
    DESTINATION(5),
    /** Where a source is known to be. */
    SOURCE(6),
    /** Whether the controller is to learn from a frame. */
    LEARNING(7),
    /** Probes and their answers that go to the controller. */
    PROBE(8),
    /** The way of the other bridge's path probes through this one. */
    PROBE_PATH(9),
    /** Probes of the other bridge, which teach nothing about hosts; written by earlier versions only. */
    PROBE_SOURCE(10),
    /** Takes no frame; added and removed many times, see {@link BridgeClient#warmUp}. */
    WARM_UP(11),
    /** Lets a frame pass whose source is not known. */
    UNKNOWN_SOURCE(12),
    /** The way out of what the gate lets through. */
    OUTPUT(13),
    /** Copies for learning that go to the controller. */
    COPY(14),
    /** Keeps what may have come round through the other bridge from being flooded. */
    GUARD(15),
    /** Frames that the guard has kept, which go to the controller. */
    HELD(16),
    /** Drops frames on a bridge that stands by. */
    STANDBY(17),
    /** Ends the way of a frame that teaches nothing. */
    NOT_COPIED(18),
    /** Notes that a frame comes in where its source is known to be. */
    AT_HOME(19),
    /** Drops frames with an address of this very bridge as their source, and counts them. */
    OWN_SOURCE(20),
    /** Lets path probes of the other bridge in, and drops all other frames from its addresses. */
    OTHER_SOURCE(21),
    /** Drops frames that no bridge may relay. */
    NOT_RELAYED(22),
    /** Takes the tag of a frame that has a priority in it and no VLAN. */
    PRIORITY_TAG(23),
    /** Notes of a source from which nothing can be learned that it is at no port. */
    UNLEARNED(24);

    private static final long PREFIX = 0x5553L << 48;
    private static final long PREFIX_BITS = 0xffffL << 48;
    private static final int KIND_SHIFT = 40;
    private static final long KIND_BITS = 0xffL << KIND_SHIFT;
    private static final int VERSION_SHIFT = 32;
    private static final long VERSION_BITS = 0xffL << VERSION_SHIFT;
    private static final Set<Long> LASTING = Set.of(GATE.code, SOURCE.code, DESTINATION.code);

    /** Mask of a cookie that selects one kind of our flows in one version of the pipeline. */
    static final FlowCookie VERSION_MASK = new FlowCookie(Uint64.fromLongBits(PREFIX_BITS | KIND_BITS | VERSION_BITS));

    /** Mask of a cookie that selects one kind of our flows, in all versions of the pipeline. */
    public static final FlowCookie KIND_MASK = new FlowCookie(Uint64.fromLongBits(PREFIX_BITS | KIND_BITS));
    /** Mask of a cookie that selects all our flows, in all versions. */
    public static final FlowCookie OURS_MASK = new FlowCookie(Uint64.fromLongBits(PREFIX_BITS));
    /** Cookie that together with {@link #OURS_MASK} selects all our flows. */
    public static final FlowCookie OURS = new FlowCookie(Uint64.fromLongBits(PREFIX));

    private final long code;

    FlowKind(final long code) {
        this.code = code;
    }

    /**
     * Returns the cookie of flows of this kind, in this version of the pipeline.
     *
     * @return the cookie
     */
    public FlowCookie cookie() {
        final long version = LASTING.contains(code) ? 0 : PipelineVersion.CURRENT;
        return new FlowCookie(Uint64.fromLongBits(PREFIX | code << KIND_SHIFT | version << VERSION_SHIFT));
    }

    /**
     * Returns what together with {@link #KIND_MASK} selects the flows of this kind, in all versions of the pipeline.
     *
     * @return the cookie
     */
    public FlowCookie selector() {
        return new FlowCookie(Uint64.fromLongBits(PREFIX | code << KIND_SHIFT));
    }

    /**
     * Tells the version of the pipeline that a flow belongs to, also where its kind is not known here.
     *
     * @param cookie its cookie
     * @return the version, 0 to 255; empty if the flow is not ours, or belongs to all versions
     */
    static OptionalInt versionOf(final FlowCookie cookie) {
        final long bits = cookie == null ? 0 : cookie.getValue().longValue();
        return (bits & PREFIX_BITS) != PREFIX || LASTING.contains((bits & KIND_BITS) >>> KIND_SHIFT)
            ? OptionalInt.empty() : OptionalInt.of((int) ((bits & VERSION_BITS) >>> VERSION_SHIFT));
    }

    /**
     * Tells the kind of a flow.
     *
     * @param cookie its cookie
     * @return its kind; empty if the flow is not ours
     */
    public static Optional<FlowKind> of(final FlowCookie cookie) {
        if (cookie == null) {
            return Optional.empty();
        }
        return of(cookie.getValue().longValue());
    }

    /**
     * Tells the kind of a flow.
     *
     * @param bits its cookie
     * @return its kind; empty if the flow is not ours
     */
    public static Optional<FlowKind> of(final long bits) {
        if ((bits & PREFIX_BITS) != PREFIX) {
            return Optional.empty();
        }
        for (var kind : values()) {
            if ((bits & KIND_BITS) >>> KIND_SHIFT == kind.code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
