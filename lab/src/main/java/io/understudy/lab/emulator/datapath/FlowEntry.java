/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.match.Match;

/**
 * A flow in a table. Times are nanoseconds of the clock that the datapath is given.
 */
public final class FlowEntry {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int table;
    private final int priority;
    private final Match wireMatch;
    private final FlowMatch match;
    private final long cookie;
    private final Set<OFFlowModFlags> flags;
    private final int idleTimeout;
    private final int hardTimeout;
    private final long created;
    private final Counter counter = new Counter();
    private List<OFInstruction> instructions;
    private Program program;
    private long used;
    private long modified;

    FlowEntry(final FlowChange change, final FlowMatch match, final Program program, final long now) {
        table = change.table();
        priority = change.priority();
        wireMatch = requireNonNull(change.match());
        this.match = requireNonNull(match);
        cookie = change.cookie();
        flags = change.flags();
        idleTimeout = change.idleTimeout();
        hardTimeout = change.hardTimeout();
        created = now;
        used = now;
        modified = now;
        instructions = change.instructions();
        this.program = requireNonNull(program);
    }

    /**
     * Returns the number of its table.
     *
     * @return the number
     */
    public int table() {
        return table;
    }

    /**
     * Returns its priority.
     *
     * @return the priority; the highest one wins
     */
    public int priority() {
        return priority;
    }

    /**
     * Returns its match as the controller gave it.
     *
     * @return the match
     */
    public Match wireMatch() {
        return wireMatch;
    }

    /**
     * Returns its cookie.
     *
     * @return the cookie
     */
    public long cookie() {
        return cookie;
    }

    /**
     * Returns its flags.
     *
     * @return the flags
     */
    public Set<OFFlowModFlags> flags() {
        return flags;
    }

    /**
     * Returns its instructions as the controller gave them.
     *
     * @return the instructions
     */
    public List<OFInstruction> instructions() {
        return instructions;
    }

    /**
     * Returns after how long without a frame it goes.
     *
     * @return seconds; 0 for never
     */
    public int idleTimeout() {
        return idleTimeout;
    }

    /**
     * Returns after how long it goes.
     *
     * @return seconds; 0 for never
     */
    public int hardTimeout() {
        return hardTimeout;
    }

    /**
     * Returns how many frames it was for.
     *
     * @return the number
     */
    public long packets() {
        return counter.packets();
    }

    /**
     * Returns how many bytes those frames had.
     *
     * @return the number
     */
    public long bytes() {
        return counter.bytes();
    }

    /**
     * Returns how long it has been there.
     *
     * @param now the time, ns
     * @return ns
     */
    public long age(final long now) {
        return now - created;
    }

    FlowMatch match() {
        return match;
    }

    Program program() {
        return program;
    }

    /** Gives it other instructions; everything else stays. */
    void modify(final List<OFInstruction> other, final Program compiled, final boolean resetCounts, final long now) {
        instructions = other;
        program = compiled;
        modified = now;
        if (resetCounts) {
            counter.reset();
        }
    }

    void hit(final int length, final long now) {
        counter.add(length);
        used = now;
    }

    /** Takes over what the flow had counted that this one replaces. */
    void inherit(final FlowEntry before) {
        counter.addAll(before.counter);
    }

    boolean isMortal() {
        return idleTimeout > 0 || hardTimeout > 0;
    }

    boolean idle(final long now) {
        return idleTimeout > 0 && now - used >= idleTimeout * NANOS_PER_SECOND;
    }

    boolean expired(final long now) {
        return hardTimeout > 0 && now - modified >= hardTimeout * NANOS_PER_SECOND;
    }

    boolean isTableMiss() {
        return priority == 0 && match.shape().words() == 0;
    }
}
