/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.group.Group;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import io.understudy.core.report.GroupReport;
import java.util.Collection;
import java.util.Map;

/**
 * All that is checked in a run. Each of the oracles says in its own words what it holds against the machine.
 */
final class Oracles {
    private Truth truth;
    private ForwardingOracle forwarding;
    private RoleOracle role;
    private AnnouncementOracle announcement;
    private ReplicationOracle replication;
    private ServiceOracle service;
    private AgingOracle aging;
    private LoopOracle loops;

    void watch(final Truth world) {
        truth = world;
        forwarding = new ForwardingOracle(truth);
        announcement = new AnnouncementOracle(truth);
        replication = new ReplicationOracle(truth);
        service = new ServiceOracle(truth, announcement::mayBeMisplaced);
        aging = new AgingOracle(truth);
        loops = new LoopOracle(truth);
        role = new RoleOracle(truth, service::roleMoved);
        truth.onChange(forwarding::changed);
        truth.onChange(service::changed);
    }

    /** After every step. */
    void check() {
        truth.watchCircling();
        truth.watchDisorder();
        forwarding.check();
        role.check();
    }

    void started(final Group group) {
        configured(group.state().configuration());
        role.started();
        announcement.started();
        service.started();
        aging.started();
    }

    /** The group works by a configuration from now on. */
    void configured(final GroupConfiguration configuration) {
        if (truth.configured(configuration)) {
            service.configured();
            aging.untold();
        }
    }

    void opening(final Side side) {
        forwarding.opening(side);
        role.opening();
    }

    /** Takes note of a frame that is sent; tells whether it announces a station. */
    boolean transmitted(final Side side, final Location location, final Frame frame) {
        return announcement.transmitted(side, location, frame);
    }

    /** A bridge sends a frame on that it had held back. */
    void passedOn(final Location location, final Frame frame) {
        service.passedOn(location, frame);
    }

    /** The group takes over the hosts that a bridge was found to have. */
    void found(final Side side, final Map<Long, Integer> hosts) {
        if (truth.state().primary().filter(primary -> primary != side).isEmpty()) {
            service.found(hosts);
        }
    }

    void copied(final Group group, final Side side, final int port, final Frame frame) {
        announcement.copied(group, side, port, frame);
        service.copied(group, side, port, frame);
    }

    /** The group learns what a bridge has counted. */
    void counted(final AgingOracle.Reading reading) {
        aging.counted(reading);
    }

    /** A bridge is being told to forget a host. */
    void removing(final long host) {
        service.removing(host);
    }

    /** Hosts are gone from the table. */
    void removed(final Collection<HostKey> hosts) {
        aging.removed(hosts);
    }

    /** An operator has all hosts cleared. */
    void cleared() {
        service.forgotten();
        aging.untold();
    }

    void refused(final Side side) {
        replication.refused(side);
    }

    void reported(final GroupReport report) {
        if (report.activity().violations() > 0) {
            throw new Violation("both bridges were known to forward");
        }
        replication.reported(report);
    }

    ServiceOracle service() {
        return service;
    }

    long announcements() {
        return announcement.announcements();
    }

    long aged() {
        return aging.aged();
    }

    long comparisons() {
        return replication.comparisons();
    }
}
