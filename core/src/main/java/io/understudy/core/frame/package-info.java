/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
/**
 * This package reads and writes the frames that Understudy understands. It decides whether bytes are a valid frame of
 * their kind, and nothing about what follows from it.
 *
 * <p>Reading has three outcomes: a value; nothing, where the frame is of another kind or a receiver has to ignore it
 * (a wrong checksum, say); and a {@link io.understudy.core.frame.MalformedFrameException} where the frame contradicts
 * itself or ends too early.
 */
package io.understudy.core.frame;
