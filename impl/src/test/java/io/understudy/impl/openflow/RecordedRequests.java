/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yangtools.binding.Rpc;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;

/**
 * The place of openflowplugin: takes every request, records it and says that it was done.
 */
public final class RecordedRequests implements RpcService {
    private final List<Object> inputs = new ArrayList<>();
    private final Function<Object, ListenableFuture<? extends RpcResult<?>>> answers;

    /**
     * Creates a recorder that confirms everything at once.
     */
    public RecordedRequests() {
        this(Futures.immediateFuture(RpcResultBuilder.success().build()));
    }

    /**
     * Creates a recorder.
     *
     * @param answer to every request
     */
    public RecordedRequests(final ListenableFuture<? extends RpcResult<?>> answer) {
        this(input -> answer);
    }

    /**
     * Creates a recorder.
     *
     * @param answers gives the answer to a request
     */
    public RecordedRequests(final Function<Object, ListenableFuture<? extends RpcResult<?>>> answers) {
        this.answers = answers;
    }

    @Override
    public <T extends Rpc<?, ?>> T getRpc(final Class<T> type) {
        final InvocationHandler handler = (proxy, method, arguments) -> {
            if (!"invoke".equals(method.getName())) {
                throw new UnsupportedOperationException(method.toString());
            }
            record(arguments[0]);
            return answers.apply(arguments[0]);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private synchronized void record(final Object input) {
        inputs.add(input);
    }

    /**
     * Returns what was asked for.
     *
     * @return the inputs in order
     */
    public synchronized List<Object> inputs() {
        return List.copyOf(inputs);
    }
}
