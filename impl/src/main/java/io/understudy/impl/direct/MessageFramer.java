/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;

/**
 * Cuts the stream into messages, and refuses at the first four bytes what is not OpenFlow 1.3 (header: 7.1).
 */
final class MessageFramer extends LengthFieldBasedFrameDecoder {
    private static final int MAX_LENGTH = 65_535;
    private static final int LENGTH_OFFSET = 2;
    private static final int LENGTH_SIZE = 2;

    private boolean greeted;

    MessageFramer() {
        // The length counts from the first byte of the header.
        super(MAX_LENGTH, LENGTH_OFFSET, LENGTH_SIZE, -(LENGTH_OFFSET + LENGTH_SIZE), 0);
    }

    @Override
    protected long getUnadjustedFrameLength(final ByteBuf stream, final int offset, final int length,
            final ByteOrder order) {
        final int version = stream.getUnsignedByte(offset - 2);
        final int type = stream.getUnsignedByte(offset - 1);
        final long frameLength = super.getUnadjustedFrameLength(stream, offset, length, order);
        if (!greeted) {
            // The version of a HELLO is the highest that the other end speaks.
            if (type != Messages.HELLO || version == 0) {
                throw new MalformedMessageException("it does not begin with a HELLO of OpenFlow");
            }
        } else if (version != Messages.VERSION || type > Messages.LAST_TYPE) {
            throw new MalformedMessageException("a message of version " + version + " and type " + type
                + " is not OpenFlow 1.3");
        }
        if (frameLength < Messages.HEADER) {
            throw new MalformedMessageException("a message has length " + frameLength);
        }
        return frameLength;
    }

    @Override
    protected Object decode(final ChannelHandlerContext ctx, final ByteBuf stream) throws Exception {
        final var message = super.decode(ctx, stream);
        greeted |= message != null;
        return message;
    }
}
