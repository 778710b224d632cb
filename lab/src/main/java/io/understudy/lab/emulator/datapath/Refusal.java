/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

/**
 * Why a switch refuses a message: the error types and codes of OpenFlow 1.3 (7.4.4 of its specification).
 */
public enum Refusal {
    /** The type of the message is not known. */
    BAD_TYPE(1, 1),
    /** This kind of multipart request is not known. */
    BAD_MULTIPART(1, 2),
    /** A vendor's message. */
    BAD_EXPERIMENTER(1, 3),
    /** The message may not be sent. */
    EPERM(1, 5),
    /** The length is wrong, or the message cannot be read. */
    BAD_LENGTH(1, 6),
    /** No frame is kept under this buffer number. */
    BUFFER_UNKNOWN(1, 8),
    /** The table does not exist. */
    BAD_TABLE(1, 9),
    /** Whoever asks has the role of a slave. */
    IS_SLAVE(1, 10),
    /** The port does not exist. */
    BAD_PORT(1, 11),
    /** The action is not known. */
    BAD_ACTION_TYPE(2, 0),
    /** There is no such port to send to. */
    BAD_OUT_PORT(2, 4),
    /** An action has a bad argument. */
    BAD_ACTION_ARGUMENT(2, 5),
    /** There is no such group to send to. */
    BAD_OUT_GROUP(2, 9),
    /** The match does not guarantee that the frame has the field that is set. */
    MATCH_INCONSISTENT(2, 10),
    /** The field cannot be set. */
    BAD_SET_TYPE(2, 13),
    /** The instruction is not known. */
    UNKNOWN_INSTRUCTION(3, 0),
    /** The next table does not exist or does not come later. */
    BAD_NEXT_TABLE(3, 2),
    /** An instruction is there twice. */
    DUPLICATE_INSTRUCTION(3, 9),
    /** The field cannot be matched. */
    BAD_FIELD(4, 6),
    /** A field lacks the one that it depends on. */
    BAD_PREREQUISITE(4, 9),
    /** The table is full. */
    TABLE_FULL(5, 1),
    /** The table does not exist. */
    FLOW_BAD_TABLE(5, 2),
    /** The flow overlaps another one. */
    OVERLAP(5, 3),
    /** The flow may not be changed. */
    FLOW_EPERM(5, 4),
    /** The command is not known. */
    FLOW_BAD_COMMAND(5, 6),
    /** The group is there already. */
    GROUP_EXISTS(6, 0),
    /** The number of the group is not one. */
    INVALID_GROUP(6, 1),
    /** There are as many groups as there can be. */
    OUT_OF_GROUPS(6, 3),
    /** There are as many buckets as there can be. */
    OUT_OF_BUCKETS(6, 4),
    /** The groups would call each other without end. */
    GROUP_LOOP(6, 7),
    /** There is no such group. */
    UNKNOWN_GROUP(6, 8),
    /** This type of group is not supported. */
    BAD_GROUP_TYPE(6, 10),
    /** A bucket is wrong. */
    BAD_BUCKET(6, 12),
    /** The group may not be changed. */
    GROUP_EPERM(6, 14),
    /** The role is not known. */
    BAD_ROLE(11, 2),
    /** The generation of the role request is older than one before. */
    STALE_ROLE(11, 0),
    /** The meter is there already. */
    METER_EXISTS(12, 1),
    /** The number of the meter is not one. */
    INVALID_METER(12, 2),
    /** There is no such meter. */
    UNKNOWN_METER(12, 3),
    /** The band of a meter is of a kind that is not supported. */
    BAD_BAND(12, 8),
    /** There are as many meters as there can be. */
    OUT_OF_METERS(12, 10);

    private final int type;
    private final int code;

    Refusal(final int type, final int code) {
        this.type = type;
        this.code = code;
    }

    /**
     * Returns the type of the error on the wire.
     *
     * @return the type
     */
    public int type() {
        return type;
    }

    /**
     * Returns the code of the error on the wire.
     *
     * @return the code
     */
    public int code() {
        return code;
    }
}
