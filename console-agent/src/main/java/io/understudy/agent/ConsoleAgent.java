/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.agent;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.MemberSubstitution;

/**
 * Makes Karaf's console work on Java 24 and newer, where {@code Subject.getSubject} only throws an exception. Karaf 4.4
 * asks it for the user of every session and of every command. Its calls are led to {@link ConsoleUser} instead, which
 * {@code JaasHelper}, by which Karaf works on a user's behalf, keeps.
 *
 * <p>The alternative is Java 21, on which nothing of this is loaded (see {@code bin/setenv}). Nothing but classes of
 * Karaf is touched.
 */
public final class ConsoleAgent {
    private static final String HELPER = "org.apache.karaf.util.jaas.JaasHelper";
    private static final String[] ASKERS = {
        "org.apache.karaf.shell.support.ShellUtil",
        "org.apache.karaf.shell.impl.console.osgi.secured.SecuredSessionFactoryImpl",
        "org.apache.karaf.jaas.command.WhoamiCommand",
        HELPER
    };

    private ConsoleAgent() {
        // only functions
    }

    /**
     * Called by the JVM before the program begins.
     *
     * @param arguments none
     * @param instrumentation takes what changes classes
     * @throws NoSuchMethodException if {@link ConsoleUser} is not as it was compiled
     */
    public static void premain(final String arguments, final Instrumentation instrumentation)
            throws NoSuchMethodException {
        final var asks = MemberSubstitution.relaxed().method(named("getSubject").and(takesArguments(1)))
            .replaceWith(ConsoleUser.class.getMethod("of", Object.class)).on(any());
        new AgentBuilder.Default().ignore(none())
            .type(namedOneOf(ASKERS))
            .transform((builder, type, loader, module, domain) -> builder.visit(asks))
            .type(named(HELPER))
            .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Behalf.class)
                .on(named("doAs"))))
            .installOn(instrumentation);
    }
}
