/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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
    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
    /** Makes the source of an event stream and changes nothing else; whoever may look may listen. */
    private static final Set<String> LISTENING = Set.of("/rests/operations/sal-remote:create-notification-stream",
        "/rests/operations/sal-remote:create-data-change-event-subscription");
    private static final String ADMIN = "admin";

    @Override
    protected boolean isAccessAllowed(final ServletRequest request, final ServletResponse response,
            final Object mappedValue) {
        return request instanceof HttpServletRequest http && (LOOKING.contains(http.getMethod())
            || "POST".equals(http.getMethod()) && LISTENING.contains(http.getRequestURI()))
            || getSubject(request, response).hasRole(ADMIN);
    }

    /**
     * Answers as RFC 8040, 7, wants it.
     */
    @Override
    protected boolean onAccessDenied(final ServletRequest request, final ServletResponse response)
            throws IOException {
        if (response instanceof HttpServletResponse http) {
            http.setStatus(HttpServletResponse.SC_FORBIDDEN);
            http.setContentType("application/yang-data+json");
            http.getOutputStream().write(body().getBytes(StandardCharsets.UTF_8));
        }
        return false;
    }

    private static String body() {
        final var error = new JsonObject();
        error.addProperty("error-type", "protocol");
        error.addProperty("error-tag", "access-denied");
        error.addProperty("error-message", "this account may look, but change nothing; use one with the role "
            + ADMIN);
        final var list = new JsonArray();
        list.add(error);
        final var errors = new JsonObject();
        errors.add("error", list);
        final var answer = new JsonObject();
        answer.add("ietf-restconf:errors", errors);
        return answer.toString();
    }
}
