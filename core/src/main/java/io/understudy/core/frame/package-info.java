/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * How the frames that Understudy reads and sends look on the wire.
 *
 * <p>This package decides whether bytes are a valid frame of their kind, and nothing about what follows from it.
 * Reading has three outcomes: a value; nothing, where the frame is of another kind or a receiver has to ignore it (a
 * wrong checksum, say); and a {@link io.understudy.core.frame.MalformedFrameException} where the frame contradicts
 * itself or ends too early.
 */
package io.understudy.core.frame;
