/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.projectfloodlight.openflow.protocol.OFObject;
import org.projectfloodlight.openflow.protocol.OFVersion;

/**
 * An answer to a multipart request: a list in as many messages as it takes, one at least. Each is made when it is asked
 * for, and each entry is written once, straight into its message.
 */
final class MultipartReply implements Iterator<ByteBuf> {
    /** What fits into one message, bytes. */
    static final int MOST_IN_ONE = 0xffff;

    private static final int TYPE = 19;
    private static final int MORE = 1;
    private static final int LENGTH_OFFSET = 2;
    private static final int FLAGS_OFFSET = 10;
    private static final int PADDING = 4;

    private final long transaction;
    private final int kind;
    private final Iterator<? extends OFObject> entries;
    private OFObject next;
    private boolean begun;

    /**
     * Prepares an answer.
     *
     * @param transaction of the request
     * @param kind of the request, as its number on the wire
     * @param entries the list; an entry is taken when its message is made
     */
    MultipartReply(final long transaction, final int kind, final Iterator<? extends OFObject> entries) {
        this.transaction = transaction;
        this.kind = kind;
        this.entries = requireNonNull(entries);
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null || !begun;
    }

    @Override
    public ByteBuf next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        begun = true;
        final var message = Unpooled.buffer(MOST_IN_ONE).writeByte(OFVersion.OF_13.getWireVersion()).writeByte(TYPE)
            .writeShort(0).writeInt((int) transaction).writeShort(kind).writeShort(0).writeZero(PADDING);
        final int header = message.writerIndex();
        while (next != null) {
            final int start = message.writerIndex();
            next.writeTo(message);
            if (message.writerIndex() > MOST_IN_ONE && start > header) {
                // it goes into the next message
                message.writerIndex(start);
                break;
            }
            advance();
        }
        return message.setShort(LENGTH_OFFSET, message.writerIndex()).setShort(FLAGS_OFFSET, next == null ? 0 : MORE);
    }

    private void advance() {
        next = entries.hasNext() ? entries.next() : null;
    }
}
