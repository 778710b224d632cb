/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.mgt.DefaultSecurityManager;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.opendaylight.restconf.server.AAAShiroPrincipalService;

/**
 * Shiro with two accounts, {@code admin} and {@code viewer}, each with the role of its name and the password
 * {@value #PASSWORD}, and OpenDaylight's service over it.
 */
final class Accounts extends AuthorizingRealm {
    static final String PASSWORD = "right";

    /** Whose request it is, as AAA has it. */
    record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    static AAAShiroPrincipalService service() {
        return new AAAShiroPrincipalService(new DefaultSecurityManager(new Accounts()));
    }

    static String basic(final String name, final String password) {
        return "Basic " + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(final AuthenticationToken token) {
        return new SimpleAuthenticationInfo(new User(token.getPrincipal().toString()), PASSWORD, getName());
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(final PrincipalCollection principals) {
        final var info = new SimpleAuthorizationInfo();
        info.addRole(principals.oneByType(User.class).getName());
        return info;
    }
}
