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
        if (refusal(request).isEmpty() || subject.hasRole(ChangeRule.ADMIN)) {
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
        final var response = full.replace(
            Unpooled.copiedBuffer(ChangeRule.error(refusal(request).orElseThrow()), StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, ChangeRule.MEDIA_TYPE)
            .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }

    private static Optional<String> refusal(final HttpRequest request) {
        return RULE.refusal(request.method().name(), request.uri().split("\\?", 2)[0],
            request.headers().get(HttpHeaderNames.CONTENT_TYPE),
            request instanceof FullHttpRequest full ? full.content().toString(StandardCharsets.UTF_8) : "");
    }
}
