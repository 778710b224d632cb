/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.agent;

import javax.security.auth.Subject;

/**
 * On whose behalf a thread of the console works. Threads that it starts work for the same user, as they did by the
 * access control context of Java before 24.
 */
public final class ConsoleUser {
    private static final InheritableThreadLocal<Subject> CURRENT = new InheritableThreadLocal<>();

    private ConsoleUser() {
        // only functions
    }

    /**
     * Returns the user of this thread.
     *
     * @param context what {@code Subject.getSubject} was asked with, and knows nothing any more
     * @return the user; null if there is none
     */
    public static Subject of(final Object context) {
        return CURRENT.get();
    }

    /**
     * Sets the user of this thread.
     *
     * @param user the user; null for none
     * @return the user before
     */
    public static Subject set(final Subject user) {
        final var before = CURRENT.get();
        if (user == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(user);
        }
        return before;
    }
}
