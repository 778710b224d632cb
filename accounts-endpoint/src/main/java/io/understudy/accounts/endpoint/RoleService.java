/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.endpoint;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.understudy.accounts.rule.ChangeRule;
import java.security.Principal;
import org.apache.shiro.subject.Subject;
import org.opendaylight.netconf.transport.http.AuthHandler;
import org.opendaylight.restconf.server.PrincipalService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * OpenDaylight's accounts for its second RESTCONF server, and what they may do there. OpenDaylight's own service asks
 * for the password only; {@code etc/org.opendaylight.restconf.server.OSGiNettyEndpoint.cfg} puts this one in its place.
 */
@Component(service = PrincipalService.class, property = "understudy.roles=checked")
public final class RoleService implements PrincipalService {
    private final PrincipalService accounts;

    /**
     * Makes the service.
     *
     * @param accounts OpenDaylight's own service, which knows the passwords
     */
    @Activate
    public RoleService(@Reference(target = "(component.name=org.opendaylight.restconf.server.AAAShiroPrincipalService)")
            final PrincipalService accounts) {
        this.accounts = accounts;
    }

    @Override
    public AuthHandler<?> create() {
        return new RoleHandler(accounts);
    }

    /**
     * Returns whose request it is. The server calls this for each request to RESTCONF right before it is carried out.
     *
     * <p>A request that asks to change from HTTP/1.1 to HTTP/2 comes here without having passed any handler: neither
     * its password nor its role was looked at. The password is looked at now; but nobody can tell here whether the
     * request changes something, so only admins get further.
     *
     * @throws UncheckedRequestException for such a request that is not an admin's; the server answers with its message
     */
    @Override
    public Principal acquirePrincipal(final HttpHeaders headers) {
        final var known = accounts.acquirePrincipal(headers);
        if (known != null) {
            return known;
        }
        final var credentials = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", headers);
        if (accounts.create().authenticate(credentials) instanceof Subject subject) {
            final var principal = accounts.acquirePrincipal(headers);
            if (subject.hasRole(ChangeRule.ADMIN)) {
                return principal;
            }
        }
        throw new UncheckedRequestException();
    }
}
