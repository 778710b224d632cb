/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.match.Match;

/**
 * All tables of a datapath, and how they are changed and asked.
 */
public final class FlowTables {
    /** As many as Open vSwitch has. */
    public static final int COUNT = 254;
    private static final long WHOLE = -1;

    private final FlowTable[] tables = new FlowTable[COUNT];
    /** Those that name a group or a meter: few of many, and looked at whenever one of these goes. */
    private final Set<FlowEntry> referring = new LinkedHashSet<>();
    /** How many flows have a cookie. A controller may ask for the flows of one that none has, and does so often. */
    private final Map<Long, Integer> cookies = new HashMap<>();
    private final GroupTable groups;
    private final MeterTable meters;
    private final Outlet outlet;
    private Limits limits;

    FlowTables(final GroupTable groups, final MeterTable meters, final Outlet outlet, final Limits limits) {
        this.groups = requireNonNull(groups);
        this.meters = requireNonNull(meters);
        this.outlet = requireNonNull(outlet);
        this.limits = limits;
        clear();
    }

    void setLimits(final Limits other) {
        limits = other;
    }

    FlowTable table(final int number) {
        return tables[number];
    }

    /**
     * Returns how many flows a table has.
     *
     * @param number of the table
     * @return the number of its flows
     */
    public int size(final int number) {
        return tables[number].size();
    }

    /**
     * Returns how many frames came to a table.
     *
     * @param number of the table
     * @return the number of frames
     */
    public long lookups(final int number) {
        return tables[number].lookups();
    }

    /**
     * Returns how many of them found a flow there.
     *
     * @param number of the table
     * @return the number of frames
     */
    public long matched(final int number) {
        return tables[number].matched();
    }

    /**
     * Counts the flows that use each group.
     *
     * @return the number of flows by the number of the group; groups that none uses are left out
     */
    public Map<Integer, Long> usersOfGroups() {
        return referring.stream().flatMap(flow -> flow.program().groups().distinct())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /**
     * Counts the flows that use a meter.
     *
     * @param meter its number
     * @return the number of flows
     */
    public long usersOfMeter(final long meter) {
        return referring.stream().filter(flow -> flow.program().meter() == (int) meter).count();
    }

    /**
     * Returns all flows, table by table, the highest priority first.
     *
     * @return the flows
     */
    public List<FlowEntry> flows() {
        final var all = new ArrayList<FlowEntry>();
        for (var table : tables) {
            all.addAll(table.flows());
        }
        all.sort(Comparator.comparingInt(FlowEntry::table)
            .thenComparing(Comparator.comparingInt(FlowEntry::priority).reversed()));
        return all;
    }

    /**
     * Returns the flows that a request asks for.
     *
     * @param number of the table, or {@link FlowChange#ALL_TABLES}
     * @param match they must be for frames that this is for as well
     * @param cookie their cookie
     * @param cookieMask which bits of it count
     * @param outPort a port that they must send to, or {@link Ports#ANY}
     * @param outGroup a group that they must use, or {@link FlowChange#ANY_GROUP}
     * @return the flows
     * @throws RefusedException if there is no such table, or the match cannot be read
     */
    public List<FlowEntry> query(final int number, final Match match, final long cookie, final long cookieMask,
            final int outPort, final int outGroup) throws RefusedException {
        if (number != FlowChange.ALL_TABLES && number >= COUNT) {
            throw new RefusedException(Refusal.BAD_TABLE);
        }
        final var wider = MatchReader.read(match);
        return isKnown(cookie, cookieMask) ? select(number, wider, filter(cookie, cookieMask, outPort, outGroup))
            : List.of();
    }

    /**
     * Does what a message says.
     *
     * @param change what it says
     * @param now the time, ns
     * @throws RefusedException if it cannot be done; nothing is changed then
     */
    void change(final FlowChange change, final long now) throws RefusedException {
        final boolean deletion = switch (change.command()) {
            case DELETE, DELETE_STRICT -> true;
            default -> false;
        };
        if (change.table() >= COUNT && !(deletion && change.table() == FlowChange.ALL_TABLES)) {
            throw new RefusedException(Refusal.FLOW_BAD_TABLE);
        }
        final var match = MatchReader.read(change.match());
        switch (change.command()) {
            case ADD -> add(change, match, now);
            case MODIFY -> modify(change, select(change.table(), match, byCookie(change)), now);
            case MODIFY_STRICT -> modify(change, strict(change, match), now);
            case DELETE -> {
                if (isKnown(change.cookie(), change.cookieMask())) {
                    remove(select(change.table(), match, forDeletion(change)), OFFlowRemovedReason.DELETE);
                }
            }
            case DELETE_STRICT -> remove(strict(change, match).stream().filter(forDeletion(change)).toList(),
                OFFlowRemovedReason.DELETE);
            default -> throw new RefusedException(Refusal.FLOW_BAD_COMMAND);
        }
    }

    /** Removes flows whose time has come. */
    void expire(final long now) {
        for (var table : tables) {
            if (table.mayExpire()) {
                final var flows = table.flows();
                remove(flows.stream().filter(flow -> flow.expired(now)).toList(), OFFlowRemovedReason.HARD_TIMEOUT);
                remove(flows.stream().filter(flow -> flow.idle(now) && !flow.expired(now)).toList(),
                    OFFlowRemovedReason.IDLE_TIMEOUT);
            }
        }
    }

    void removeUsersOfGroups(final Collection<Integer> gone) {
        if (!gone.isEmpty()) {
            remove(referring.stream().filter(flow -> flow.program().groups().anyMatch(gone::contains)).toList(),
                OFFlowRemovedReason.GROUP_DELETE);
        }
    }

    void removeUsersOfMeter(final long meter) {
        remove(referring.stream().filter(flow -> flow.program().meter() == (int) meter).toList(),
            OFFlowRemovedReason.METER_DELETE);
    }

    /** Forgets everything without a word, as a restart does. */
    void clear() {
        for (int number = 0; number < COUNT; number++) {
            tables[number] = new FlowTable();
        }
        referring.clear();
        cookies.clear();
    }

    private boolean isKnown(final long cookie, final long mask) {
        return mask != WHOLE || cookies.containsKey(cookie);
    }

    private void take(final FlowEntry flow) {
        tables[flow.table()].add(flow);
        cookies.merge(flow.cookie(), 1, Integer::sum);
        noteReferences(flow);
    }

    private void drop(final FlowEntry flow) {
        tables[flow.table()].remove(flow);
        cookies.computeIfPresent(flow.cookie(), (cookie, count) -> count > 1 ? count - 1 : null);
        referring.remove(flow);
    }

    private void add(final FlowChange change, final FlowMatch match, final long now) throws RefusedException {
        final var program = checked(change);
        final var table = tables[change.table()];
        if (change.flags().contains(OFFlowModFlags.CHECK_OVERLAP) && table.hasOverlap(match, change.priority())) {
            throw new RefusedException(Refusal.OVERLAP);
        }
        final var before = table.find(match, change.priority());
        if (before == null && table.size() >= limits.flows()) {
            throw new RefusedException(Refusal.TABLE_FULL);
        }
        final var flow = new FlowEntry(change, match, program, now);
        if (before != null) {
            if (!change.flags().contains(OFFlowModFlags.RESET_COUNTS)) {
                flow.inherit(before);
            }
            drop(before);
        }
        take(flow);
    }

    private void modify(final FlowChange change, final List<FlowEntry> flows, final long now)
            throws RefusedException {
        final var program = checked(change);
        final boolean reset = change.flags().contains(OFFlowModFlags.RESET_COUNTS);
        flows.forEach(flow -> {
            flow.modify(change.instructions(), program, reset, now);
            noteReferences(flow);
        });
    }

    private void noteReferences(final FlowEntry flow) {
        if (flow.program().meter() != 0 || flow.program().groups().findAny().isPresent()) {
            referring.add(flow);
        } else {
            referring.remove(flow);
        }
    }

    private void remove(final List<FlowEntry> flows, final OFFlowRemovedReason reason) {
        for (var flow : flows) {
            drop(flow);
            if (flow.flags().contains(OFFlowModFlags.SEND_FLOW_REM)) {
                outlet.removed(flow, reason);
            }
        }
    }

    private Program checked(final FlowChange change) throws RefusedException {
        final var program = Compiler.program(change.instructions(), change.table(), COUNT);
        if (program.meter() != 0 && meters.find(program.meter() & MeterTable.ALL) == null) {
            throw new RefusedException(Refusal.INVALID_METER);
        }
        for (var operation : program.operations().toList()) {
            if (operation instanceof Operation.ToGroup to && groups.find(to.group()) == null) {
                throw new RefusedException(Refusal.BAD_OUT_GROUP);
            }
        }
        return program;
    }

    private List<FlowEntry> strict(final FlowChange change, final FlowMatch match) {
        final var found = new ArrayList<FlowEntry>();
        for (var table : chosen(change.table())) {
            final var flow = table.find(match, change.priority());
            if (flow != null && byCookie(change).test(flow)) {
                found.add(flow);
            }
        }
        return found;
    }

    private List<FlowEntry> select(final int number, final FlowMatch match, final Predicate<FlowEntry> also) {
        final var found = new ArrayList<FlowEntry>();
        chosen(number).forEach(table -> found.addAll(table.within(match, also)));
        return found;
    }

    private List<FlowTable> chosen(final int number) {
        return number == FlowChange.ALL_TABLES ? List.of(tables) : List.of(tables[number]);
    }

    private static Predicate<FlowEntry> byCookie(final FlowChange change) {
        return filter(change.cookie(), change.cookieMask(), Ports.ANY, FlowChange.ANY_GROUP);
    }

    private static Predicate<FlowEntry> forDeletion(final FlowChange change) {
        return filter(change.cookie(), change.cookieMask(), change.outPort(), change.outGroup());
    }

    private static Predicate<FlowEntry> filter(final long cookie, final long mask, final int outPort,
            final int outGroup) {
        return flow -> (flow.cookie() & mask) == (cookie & mask)
            && (outPort == Ports.ANY || flow.program().sendsTo(outPort))
            && (outGroup == FlowChange.ANY_GROUP || flow.program().groups().anyMatch(group -> group == outGroup));
    }
}
