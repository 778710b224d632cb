/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a flow does with a frame, in the order in which OpenFlow wants it done.
 *
 * @param meter number of the meter that it must pass first; 0 for none
 * @param apply actions that are done at once
 * @param clear whether the action set is emptied
 * @param write actions that go into the action set
 * @param metadata what is written into the metadata
 * @param metadataMask which bits of it
 * @param next the next table; -1 for none
 */
record Program(int meter, List<Operation> apply, boolean clear, List<Operation> write, long metadata,
        long metadataMask, int next) {
    Program {
        requireNonNull(apply);
        requireNonNull(write);
    }

    boolean sendsTo(final int port) {
        return operations().anyMatch(operation -> operation instanceof Operation.Output out && out.port() == port);
    }

    /** The numbers of the groups that it sends to. */
    Stream<Integer> groups() {
        return operations().filter(Operation.ToGroup.class::isInstance)
            .map(operation -> ((Operation.ToGroup) operation).group());
    }

    Stream<Operation> operations() {
        return Stream.concat(apply.stream(), write.stream());
    }
}
