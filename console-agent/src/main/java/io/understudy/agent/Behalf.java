/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.agent;

import javax.security.auth.Subject;
import net.bytebuddy.asm.Advice;

/**
 * What is laid around {@code JaasHelper.doAs(Subject, action)}.
 */
final class Behalf {
    private Behalf() {
        // never made: its code is copied into another class
    }

    @Advice.OnMethodEnter
    static Subject enter(@Advice.Argument(0) final Subject user) {
        return ConsoleUser.set(user);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave(@Advice.Enter final Subject before) {
        ConsoleUser.set(before);
    }
}
