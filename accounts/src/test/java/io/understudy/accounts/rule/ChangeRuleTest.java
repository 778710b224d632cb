/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRuleTest {
    private static final String SUBSCRIBE = "/operations/sal-remote:create-data-change-event-subscription";
    private static final String OPEN = "{\"sal-remote:input\": {\"path\": \"/bridge-failover:failover-state\","
        + " \"sal-remote-augment:datastore\": \"OPERATIONAL\"}}";
    private static final String LISTEN = "/operations/sal-remote:create-notification-stream";

    private final ChangeRule rule = new ChangeRule("/rests");

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void everybodyMayLook(final String method) {
        assertFalse(needsAdmin(method, "/rests/data/bridge-failover:failover-groups"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "POST", "DELETE", "get", "TRACE", ""})
    void allElseNeedsAnAdmin(final String method) {
        assertTrue(needsAdmin(method, "/rests/data/bridge-failover:failover-groups"));
    }

    @Test
    void everybodyMayListen() {
        assertFalse(needsAdmin("POST", "/rests" + LISTEN));
        assertFalse(needsAdmin("POST", "/rests" + SUBSCRIBE));
        assertTrue(needsAdmin("PUT", "/rests" + LISTEN), "by another method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restconf" + LISTEN, "/rests/data" + LISTEN, "/rests" + LISTEN + "/",
        "/rests/operations/bridge-failover:switchover", "http://localhost/rests" + LISTEN})
    void whatOnlyLooksLikeListeningNeedsAnAdmin(final String path) {
        assertTrue(needsAdmin("POST", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rests/data", "/rests/data/", "/rests/data;a=b", "/rests//data", "/rests/%64ata",
        "/rests/data/aaa-app-config:shiro-configuration", "/rests/data/%2561aa:users", "/rests/data;a=b/aaa:users",
        "/rests/x/../data", "/rests/./data", "/rests/data/.", "http://localhost/rests/data", "/rests/data/%zz"})
    void onlyAdminsSeeTheSettingsOfAccounts(final String path) {
        for (var method : new String[] {"GET", "HEAD"}) {
            assertTrue(needsAdmin(method, path), method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rests/data/bridge-failover:failover-groups/group=a;b", "/openapi/explorer/index.html",
        "/rests/data/bridge-failover:failover-groups/group=a%2Fb", "/understudy/", "/metrics/understudy", "/"})
    void everybodySeesTheRest(final String path) {
        assertFalse(needsAdmin("GET", path));
    }

    private boolean needsAdmin(final String method, final String path) {
        return rule.refusal(method, path, "application/json", OPEN).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {OPEN, "{'input': {'path': '/bridge-failover:failover-state/group[name=\\\"aaa\\\"]'}}",
        "{'input': {'path': '/network-topology:network-topology', 'datastore': 'CONFIGURATION', 'scope': 'SUBTREE'}}"})
    void everybodyFollowsWhatIsOpen(final String body) {
        assertFalse(isSubscriptionClosed("application/yang-data+json", json(body)));
        assertFalse(isSubscriptionClosed("application/json; charset=UTF-8", json(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "{'input': {}}", "{'input': {'path': '/'}}", "{'input': {'path': ''}}",
        "{'input': {'path': '/aaa-app-config:shiro-configuration'}}", "{'input': {'path': '/\\u0061aa:users'}}",
        "{'input': {'path': ' /aaa:users'}}", "{'input': {'path': '/ aaa:users'}}",
        "{'input': {'path': '//aaa:users'}}",
        "{'input': {'path': '/a:b', 'path': '/aaa:users'}}", "{'input': {'path': '/aaa:users', 'path': '/a:b'}}",
        "{'input': {'path': '/a:b', 'x': {'path': ['/aaa:users']}}}", "{'input': {'path': '/a:b', 'path': '/'}}",
        "{'input': {'path': '/a:b/yang-ext:mount/aaa:users'}}", "{'input': {'path': '/a:b'}} {'input': {}}",
        "{'input': {'path': '/a:b', 'path': '/c:d'}}"})
    void onlyAdminsFollowTheSettingsOfAccounts(final String body) {
        assertTrue(isSubscriptionClosed("application/json", json(body)), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/yang-data+xml", "application/json; charset=utf-16", ""})
    void onlyAdminsFollowWhatIsWrittenInAWayThatIsNotUnderstood(final String mediaType) {
        assertTrue(isSubscriptionClosed(mediaType, OPEN));
    }

    @Test
    void aSubscriptionWithoutAMediaTypeNeedsAnAdmin() {
        assertTrue(isSubscriptionClosed(null, OPEN));
    }

    private boolean isSubscriptionClosed(final String mediaType, final String body) {
        return rule.refusal("POST", "/rests" + SUBSCRIBE, mediaType, body).isPresent();
    }

    private static String json(final String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    @Test
    void theRefusalIsAnErrorOfRestconfThatSaysWhatToDo() {
        final var refusal = rule.refusal("PUT", "/rests/data/a:b", null, "").orElseThrow();
        final var error = JsonParser.parseString(ChangeRule.error(refusal)).getAsJsonObject()
            .getAsJsonObject("ietf-restconf:errors").getAsJsonArray("error").get(0).getAsJsonObject();
        assertEquals("access-denied", error.get("error-tag").getAsString());
        assertEquals("protocol", error.get("error-type").getAsString());
        assertTrue(error.get("error-message").getAsString().endsWith("use one with the role admin"), error.toString());
    }
}
