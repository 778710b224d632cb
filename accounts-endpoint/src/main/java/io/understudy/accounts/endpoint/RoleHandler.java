/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.endpoint;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.understudy.accounts.rule.ChangeRule;
import io.understudy.accounts.rule.DeletionRule;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.shiro.subject.Subject;
import org.opendaylight.netconf.transport.http.AbstractBasicAuthHandler;
import org.opendaylight.netconf.transport.http.AuthHandler;
import org.opendaylight.restconf.server.PrincipalService;

/**
 * Stands before RESTCONF in one connection: 401 without a good password, 403 without the role that it takes.
 */
final class RoleHandler extends AbstractBasicAuthHandler<Subject> {
    private static final ChangeRule RULE = new ChangeRule("/restconf");

    private final PrincipalService accounts;
    private final AuthHandler<?> passwords;
    /** Why the request that is being looked at cannot be carried out, whoever asks. One connection has one thread. */
    private Optional<String> impossible = Optional.empty();

    RoleHandler(final PrincipalService accounts) {
        this.accounts = accounts;
        passwords = accounts.create();
    }

    @Override
    public Subject authenticate(final HttpRequest request) {
        return passwords.authenticate(request) instanceof Subject subject ? subject : null;
    }

    @Override
    protected Subject authenticate(final String username, final String password) {
        throw new UnsupportedOperationException("OpenDaylight's own handler takes the request as a whole");
    }

    @Override
    public boolean isAuthorized(final HttpRequest request, final Subject subject) {
        final boolean mayAsk = refusal(request).isEmpty() || subject.hasRole(ChangeRule.ADMIN);
        impossible = mayAsk ? DeletionRule.refusal(request.method().name(), path(request)) : Optional.empty();
        if (mayAsk && impossible.isEmpty()) {
            return true;
        }
        // The server would have taken it out of the list of those who wait.
        accounts.acquirePrincipal(request.headers());
        return false;
    }

    @Override
    protected HttpResponse errorResponse(final HttpRequest request, final HttpResponseStatus status) {
        final var empty = super.errorResponse(request, status);
        if (!status.equals(HttpResponseStatus.FORBIDDEN) || !(empty instanceof FullHttpResponse full)) {
            return empty;
        }
        if (impossible.isEmpty()) {
            return answer(full, ChangeRule.MEDIA_TYPE, ChangeRule.error(refusal(request).orElseThrow()));
        }
        final var mediaType = DeletionRule.mediaType(request.headers().get(HttpHeaderNames.ACCEPT));
        return answer(full, mediaType, DeletionRule.error(impossible.orElseThrow(), mediaType))
            .setStatus(HttpResponseStatus.BAD_REQUEST);
    }

    private static FullHttpResponse answer(final FullHttpResponse empty, final String mediaType, final String error) {
        final var response = empty.replace(Unpooled.copiedBuffer(error, StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, mediaType)
            .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }

    private static String path(final HttpRequest request) {
        return request.uri().split("\\?", 2)[0];
    }

    private static Optional<String> refusal(final HttpRequest request) {
        return RULE.refusal(request.method().name(), path(request),
            request.headers().get(HttpHeaderNames.CONTENT_TYPE),
            request instanceof FullHttpRequest full ? full.content().toString(StandardCharsets.UTF_8) : "");
    }
}
