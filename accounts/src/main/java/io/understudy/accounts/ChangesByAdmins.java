/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts;

import io.understudy.accounts.rule.ChangeRule;
import io.understudy.accounts.rule.DeletionRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.shiro.web.filter.authz.AuthorizationFilter;

/**
 * Lets everybody who is logged in look, and only admins change something. It stands behind {@code authcBasic} in
 * {@code etc/opendaylight/datastore/initial/config/aaa-app-config.xml}.
 *
 * <p>OpenDaylight's own {@code dynamicAuthorization} needs policies in the datastore before the first request, knows
 * no HEAD and OPTIONS, and answers with 401, which asks for another password, instead of 403.
 */
public final class ChangesByAdmins extends AuthorizationFilter {
    private static final ChangeRule RULE = new ChangeRule("/rests");

    @Override
    public void doFilterInternal(final ServletRequest request, final ServletResponse response,
            final FilterChain chain) throws ServletException, IOException {
        super.doFilterInternal(request instanceof HttpServletRequest http && RULE.looksAtBody(http.getMethod(),
            http.getRequestURI()) ? new RereadableRequest(http) : request, response, chain);
    }

    @Override
    protected boolean isAccessAllowed(final ServletRequest request, final ServletResponse response,
            final Object mappedValue) {
        return mayAsk(request, response) && deletion(request).isEmpty();
    }

    private boolean mayAsk(final ServletRequest request, final ServletResponse response) {
        return request instanceof HttpServletRequest http && refusal(http).isEmpty()
            || getSubject(request, response).hasRole(ChangeRule.ADMIN);
    }

    /**
     * Answers as RFC 8040, 7, wants it.
     */
    @Override
    protected boolean onAccessDenied(final ServletRequest request, final ServletResponse response)
            throws IOException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse http) {
            if (mayAsk(request, response)) {
                final var mediaType = DeletionRule.mediaType(asked.getHeader("Accept"));
                answer(http, HttpServletResponse.SC_BAD_REQUEST, mediaType,
                    DeletionRule.error(deletion(request).orElseThrow(), mediaType));
            } else {
                answer(http, HttpServletResponse.SC_FORBIDDEN, ChangeRule.MEDIA_TYPE,
                    ChangeRule.error(refusal(asked).orElseThrow()));
            }
        }
        return false;
    }

    private static void answer(final HttpServletResponse response, final int status, final String mediaType,
            final String error) throws IOException {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.getOutputStream().write(error.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> deletion(final ServletRequest request) {
        return request instanceof HttpServletRequest http
            ? DeletionRule.refusal(http.getMethod(), http.getRequestURI()) : Optional.empty();
    }

    private static Optional<String> refusal(final HttpServletRequest request) {
        return RULE.refusal(request.getMethod(), request.getRequestURI(), request.getContentType(),
            request instanceof RereadableRequest read ? read.body() : "");
    }
}
