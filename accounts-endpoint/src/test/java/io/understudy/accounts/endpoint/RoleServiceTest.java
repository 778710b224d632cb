/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opendaylight.restconf.server.PrincipalService;

class RoleServiceTest {
    private static final String GROUP = "/restconf/data/bridge-failover:failover-groups/group=pair1";
    private static final String STREAM = "x-http2-stream-id";
    private static final String VIEWER = Accounts.basic("viewer", Accounts.PASSWORD);
    private static final String ADMIN = Accounts.basic("admin", Accounts.PASSWORD);

    private final PrincipalService accounts = Accounts.service();
    private final RoleService service = new RoleService(accounts);

    @ParameterizedTest
    @CsvSource({"GET, " + GROUP, "HEAD, " + GROUP, "OPTIONS, " + GROUP, "GET, " + GROUP + "?content=config",
        "GET, /restconf/operations"})
    void aViewerLooks(final String method, final String uri) {
        assertPasses(method, uri, VIEWER, "viewer");
    }

    @ParameterizedTest
    @CsvSource({"PUT, " + GROUP, "PATCH, " + GROUP, "POST, " + GROUP, "DELETE, " + GROUP,
        "POST, /restconf/operations/bridge-failover:switchover",
        "POST, /rests/operations/sal-remote:create-notification-stream"})
    void aViewerChangesNothing(final String method, final String uri) {
        assertForbidden(method, uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restconf/data", "/restconf/data/aaa-app-config:shiro-configuration",
        "/restconf/data/%61aa:users", "/restconf/data/%2561aa:users", "/restconf/data/aaa:users?content=config",
        "/restconf/data/openflow-switch-connection-config:switch-connection-config=a",
        "/restconf/data?content=config",
        "/restconf/data/openflow-switch-connection-confi%67:switch-connection-config", "/restconf/data/%zz",
        "/restconf/data/of-a-later-version:settings", "/restconf/subscriptions/2147483648",
        "//restconf/data/aaa:users"})
    void aViewerDoesNotSeeWhatMayHoldSecrets(final String uri) {
        assertForbidden("GET", uri);
    }

    @Test
    void aViewerFollowsThePartsThatItMaySee() {
        assertPasses(subscription("/bridge-failover:failover-state"), "viewer");
        assertForbidden(subscription("/openflow-switch-connection-config:switch-connection-config"));
        assertForbidden(subscription("/aaa-app-config:shiro-configuration"));
        assertForbidden(subscription("/"));
    }

    @Test
    void aViewerFollowsTheNotificationsOfGroups() {
        assertPasses(notification("(urn:understudy:bridge-failover?revision=2026-11-30)role-changed"), "viewer");
        assertForbidden(notification("(urn:opendaylight:packet:service?revision=2013-07-09)packet-received"));
    }

    private static FullHttpRequest subscription(final String path) {
        return call("create-data-change-event-subscription", "{\"input\": {\"path\": \"" + path + "\"}}");
    }

    private static FullHttpRequest notification(final String name) {
        return call("create-notification-stream", "{\"input\": {\"notifications\": [\"" + name + "\"]}}");
    }

    private static FullHttpRequest call(final String operation, final String input) {
        final var request = request("POST", "/restconf/operations/sal-remote:" + operation, VIEWER);
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/yang-data+json");
        request.content().writeCharSequence(input, StandardCharsets.UTF_8);
        return request;
    }

    @ParameterizedTest
    @CsvSource({"PUT, " + GROUP, "PATCH, " + GROUP, "POST, " + GROUP, "DELETE, " + GROUP,
        "POST, /restconf/operations/bridge-failover:switchover",
        "GET, /restconf/data/aaa-app-config:shiro-configuration"})
    void anAdminMayDoAll(final String method, final String uri) {
        assertPasses(method, uri, ADMIN, "admin");
    }

    @Test
    void aWrongPasswordIsAskedForAgain() {
        for (var method : new String[] {"GET", "PUT"}) {
            final var response = refused(request(method, GROUP, Accounts.basic("admin", "wrong")));
            assertEquals(401, response.status().code());
            assertTrue(response.headers().contains(HttpHeaderNames.WWW_AUTHENTICATE));
        }
    }

    @Test
    void aRefusalByHttp2GoesToItsStream() {
        final var request = request("PUT", GROUP, VIEWER);
        request.headers().setInt(STREAM, 3);
        assertEquals(3, refused(request).headers().getInt(STREAM));
    }

    @Test
    void whatPassedNoHandlerIsServedToAdminsOnly() {
        for (var account : new String[] {"Basic ?", Accounts.basic("admin", "wrong"), VIEWER}) {
            final var headers = request("GET", GROUP, account).headers();
            final var refusal = assertThrows(UncheckedRequestException.class, () -> service.acquirePrincipal(headers),
                account);
            assertTrue(refusal.getMessage().contains("Upgrade: h2c"), refusal.getMessage());
        }
        assertEquals("admin", service.acquirePrincipal(request("PUT", GROUP, ADMIN).headers()).getName());
    }

    private void assertPasses(final String method, final String uri, final String account, final String name) {
        assertPasses(request(method, uri, account), name);
    }

    private void assertPasses(final FullHttpRequest asked, final String name) {
        final var channel = new EmbeddedChannel(service.create());
        assertTrue(channel.writeInbound(asked), "handed on");
        final FullHttpRequest request = channel.readInbound();
        assertEquals(name, service.acquirePrincipal(request.headers()).getName());
        request.release();
        channel.finishAndReleaseAll();
    }

    private void assertForbidden(final String method, final String uri) {
        assertForbidden(request(method, uri, VIEWER));
    }

    private void assertForbidden(final FullHttpRequest request) {
        final var response = refused(request);
        assertEquals(403, response.status().code());
        assertEquals("application/yang-data+json", response.headers().get(HttpHeaderNames.CONTENT_TYPE));
        final var body = response.content().toString(StandardCharsets.UTF_8);
        assertEquals(body.length(), response.headers().getInt(HttpHeaderNames.CONTENT_LENGTH));
        assertTrue(body.contains("\"error-tag\":\"access-denied\""), body);
        assertNull(accounts.acquirePrincipal(request.headers()), "nothing is kept of a refused request");
    }

    private FullHttpResponse refused(final FullHttpRequest request) {
        final var channel = new EmbeddedChannel(service.create());
        channel.writeInbound(request);
        assertNull(channel.readInbound(), "not handed on");
        final FullHttpResponse response = channel.readOutbound();
        channel.finishAndReleaseAll();
        return response;
    }

    private static FullHttpRequest request(final String method, final String uri, final String account) {
        final var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri);
        request.headers().set(HttpHeaderNames.AUTHORIZATION, account);
        return request;
    }
}
