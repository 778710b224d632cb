/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import io.understudy.impl.text.Printable;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yangtools.binding.Rpc;
import org.opendaylight.yangtools.binding.RpcInput;
import org.opendaylight.yangtools.binding.RpcOutput;
import org.opendaylight.yangtools.yang.common.RpcError;

/**
 * A command that makes a group do something: by the same operation as RESTCONF.
 */
abstract class OperationCommand implements Action {
    /** Longer than any move of the role: fence, gate and a second attempt at it. */
    private static final long PATIENCE_SECONDS = 30;

    @Argument(index = 0, name = "group", description = "Name of the group", required = true)
    @Completion(GroupNameCompleter.class)
    private String name;

    @Option(name = "--yes", aliases = "-y", description = "Do not ask first")
    private boolean yes;

    @Option(name = "--json", description = "Print the outcome as JSON")
    private boolean json;

    @Reference
    private DataBroker broker;

    @Reference
    private RpcService operations;

    @Reference
    private Session session;

    @Override
    public final Object execute() throws CommandException {
        final var reader = new DatastoreReader(broker);
        final var question = Printable.of(question(reader.state(name)));
        if (!yes && !confirmed(question)) {
            throw Problem.of("nothing was done");
        }
        final var outcome = new JsonObject();
        final var text = carryOut(outcome);
        session.getConsole().println(json ? JsonReport.text(outcome) : Printable.of(text));
        return null;
    }

    final String group() {
        return name;
    }

    /**
     * Says what will happen, for the question.
     *
     * @param state the group as it is now
     * @return a sentence; empty if nothing needs to be asked
     * @throws CommandException if an argument cannot be understood
     */
    abstract String question(Group state) throws CommandException;

    /**
     * Does it.
     *
     * @param outcome takes what programs want to know
     * @return what people want to know
     * @throws CommandException if it was refused or failed
     */
    abstract String carryOut(JsonObject outcome) throws CommandException;

    private boolean confirmed(final String question) throws CommandException {
        if (question.isEmpty()) {
            return true;
        }
        try {
            final var answer = session.readLine(question + " Go on? (yes/no) ", null);
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (UnsupportedOperationException | IOException e) {
            throw Problem.of(question + " This console cannot ask; if that is what you want, add --yes", e);
        }
    }

    /**
     * Calls an operation and waits for its outcome.
     *
     * @param type which
     * @param input its input
     * @param <I> type of the input
     * @param <O> type of the output
     * @return its output
     * @throws CommandException with the reason if it was refused or failed
     */
    final <I extends RpcInput, O extends RpcOutput> O call(final Class<? extends Rpc<I, O>> type, final I input)
            throws CommandException {
        try {
            final var result = operations.getRpc(type).invoke(input).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (result.isSuccessful()) {
                return result.getResult();
            }
            throw Problem.of(result.getErrors().stream().map(RpcError::getMessage).collect(Collectors.joining("; ")));
        } catch (ExecutionException e) {
            throw Problem.of("the operation failed: " + e.getCause().getMessage() + "; see data/log/karaf.log", e);
        } catch (TimeoutException e) {
            throw Problem.of("no outcome within " + PATIENCE_SECONDS + " s; look at it with: understudy:group " + name,
                e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of("interrupted; the operation may go on, look at it with: understudy:group " + name, e);
        }
    }
}
