/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.function.Predicate;

/**
 * The requests of one kind that may still be answered, each once. A request is open from when it is sent until it is
 * answered or settled: because its like count as lost, because its time is over ({@link ProbeTiming#lifetime()}), or
 * because {@value #CAPACITY} more were sent. What comes later, or again, is never evidence.
 *
 * @param requests in the order in which they were sent
 */
public record OpenRequests(ImmutableList<Request> requests) {
    /** None was sent. */
    static final OpenRequests NONE = new OpenRequests(ImmutableList.of());

    /** As many as are sent within a second at the shortest interval, so it is their time that ends them. */
    private static final int CAPACITY = 128;
    private static final long SEQUENCE_MASK = 0xffff;

    /**
     * A request that was sent.
     *
     * @param number counts the requests of its kind from 1; its lower 16 bits are its sequence number
     * @param sentAt when it was sent, ns
     */
    public record Request(long number, long sentAt) {
    }

    /**
     * Checks that nothing is missing.
     */
    public OpenRequests {
        requireNonNull(requests);
    }

    /**
     * Finds the request of an answer.
     *
     * @param sequence what the answer says, 16 bits
     * @return its number; 0 if it is not open
     */
    public long numberOf(final int sequence) {
        for (var request : requests) {
            if ((request.number() & SEQUENCE_MASK) == sequence) {
                return request.number();
            }
        }
        return 0;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    OpenRequests sent(final long number, final long now) {
        final int surplus = Math.max(0, requests.size() + 1 - CAPACITY);
        return new OpenRequests(ImmutableList.<Request>builderWithExpectedSize(requests.size() + 1)
            .addAll(requests.subList(surplus, requests.size())).add(new Request(number, now)).build());
    }

    OpenRequests answered(final int sequence) {
        return only(request -> (request.number() & SEQUENCE_MASK) != sequence);
    }

    /**
     * Settles what was sent before a moment.
     */
    OpenRequests since(final long moment) {
        // they are in the order of their times
        return requests.isEmpty() || requests.getFirst().sentAt() >= moment ? this
            : only(request -> request.sentAt() >= moment);
    }

    private OpenRequests only(final Predicate<Request> stays) {
        return new OpenRequests(requests.stream().filter(stays).collect(ImmutableList.toImmutableList()));
    }
}
