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
    private static final String NEWS = "{\"input\": {\"notifications\":"
        + " [\"(urn:understudy:bridge-failover?revision=2026-11-30)role-changed\"]}}";
    private static final String LISTEN = "/operations/sal-remote:create-notification-stream";

    private final ChangeRule rule = new ChangeRule("/rests");

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingNeedsNoAdmin(final String method) {
        assertFalse(needsAdmin(method, "/rests/data/bridge-failover:failover-groups"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "POST", "DELETE", "get", "TRACE", ""})
    void allElseNeedsAnAdmin(final String method) {
        assertTrue(needsAdmin(method, "/rests/data/bridge-failover:failover-groups"));
    }

    @Test
    void subscribingNeedsNoAdmin() {
        assertFalse(rule.refusal("POST", "/rests" + LISTEN, "application/json", NEWS).isPresent());
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
        "/rests/x/../data", "/rests/./data", "/rests/data/.", "http://localhost/rests/data", "/rests/data/%zz",
        "/rests/data/aaa-cert-mdsal:key-stores", "/rests/data/AAA:authentication", "/rests/ds/ietf-datastores:running",
        "/rests/data/openflow-switch-connection-config:switch-connection-config=default",
        "/rests/data/openflow-switch-connection-confi%67:switch-connection-config",
        "/rests/data/%6Fpenflow-switch-connection-config:switch-connection-config",
        "/rests/data/bridge-failover:failover-groups/../openflow-switch-connection-config:switch-connection-config",
        "/rests/data/bridge-failover:failover-groups/%2e%2E/aaa:users",
        "/rests/data/bridge-failover:failover-groups/..;a=b/aaa:users",
        "/rests/data/network-topology:network-topology/topology=topology-netconf"})
    void onlyAdminsSeeWhatMayHoldSecrets(final String path) {
        for (var method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            assertTrue(needsAdmin(method, path), method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rests/data/of-a-later-version:settings",
        "/rests/data/ietf-restconf-monitoring:restconf-state",
        "/rests/data/ietf-subscribed-notifications:streams", "/rests/subscriptions/2147483648",
        "/rests/streams/json/NETCONF", "/rests/data/bridge-failover", "/rests/data/bridge-failover-2:x",
        "/rests/data/opendaylight-inventory:nodes/node=a/yang-ext:mount/keystore:keys",
        "/rests/data/opendaylight-inventory:nodes/node=a/yang-ext%3Amount/keystore:keys",
        "/rests/modules/a/yang-ext:mount/b", "/rests/", "/rests/operations/", "/jolokia/version", "/jolokia/exec/x/gc",
        "/auth/application.wadl", "/auth/v1/users", "/auth/V1/users", "/auth/%761/users", "/metrics/understudy;a=b",
        "/metrics/other", "//metrics/understudy", "/openapi/../rests/data", "/openapi/%2e%2e/rests/data",
        "/openapi/..;/rests/data", "/", ""})
    void whatIsNotKnownToBeHarmlessNeedsAnAdmin(final String path) {
        assertTrue(needsAdmin("GET", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rests/data/bridge-failover:failover-groups",
        "/rests/data/bridge-failover:failover-groups/group=a;b", "/openapi/explorer/index.html",
        "/rests/data/bridge-failover:failover-groups/group=a%2Fb",
        "/rests/data/bridge-failover:failover-state/group=..",
        "/rests/data/opendaylight-inventory:nodes/node=openflow%3A1/flow-node-inventory:table=0",
        "/rests/data/ietf-yang-library:yang-library", "/rests/operations", "/rests/yang-library-version",
        "/rests/modules/bridge-failover", "/rests/streams/json/urn:uuid:2b59b5b3-8902-4035-b9b4-383905c4c2cf",
        "/metrics/understudy", "/.well-known/host-meta"})
    void everybodySeesTheRest(final String path) {
        assertFalse(needsAdmin("GET", path));
    }

    private boolean needsAdmin(final String method, final String path) {
        return rule.refusal(method, path, "application/json", OPEN).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {OPEN, "{'input': {'path': '/bridge-failover:failover-state/group[name=\\\"aaa\\\"]'}}",
        "{'input': {'path': '/opendaylight-inventory:nodes', 'datastore': 'CONFIGURATION', 'scope': 'SUBTREE'}}"})
    void everybodyFollowsWhatIsOpen(final String body) {
        assertFalse(isSubscriptionClosed("application/yang-data+json", json(body)));
        assertFalse(isSubscriptionClosed("application/json; charset=UTF-8", json(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "{'input': {}}", "{'input': {'path': '/'}}", "{'input': {'path': ''}}",
        "{'input': {'path': '/aaa-app-config:shiro-configuration'}}", "{'input': {'path': '/\\u0061aa:users'}}",
        "{'input': {'path': '/openflow-switch-connection-config:switch-connection-config'}}",
        "{'input': {'path': '/of-a-later-version:settings'}}",
        "{'input': {'path': ' /aaa:users'}}", "{'input': {'path': '/ aaa:users'}}",
        "{'input': {'path': '//aaa:users'}}",
        "{'input': {'path': '/bridge-failover:b', 'path': '/aaa:users'}}",
        "{'input': {'path': '/aaa:users', 'path': '/bridge-failover:b'}}",
        "{'input': {'path': '/bridge-failover:b', 'x': {'path': ['/aaa:users']}}}",
        "{'input': {'path': '/bridge-failover:b', 'path': '/'}}",
        "{'input': {'path': '/opendaylight-inventory:b/yang-ext:mount/aaa:users'}}",
        "{'input': {'path': '/bridge-failover:b'}} {'input': {}}",
        "{'input': {'path': '/bridge-failover:b', 'path': '/bridge-failover:d'}}"})
    void onlyAdminsFollowWhatMayHoldSecrets(final String body) {
        assertTrue(isSubscriptionClosed("application/json", json(body)), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "{'input': {'notifications': []}}",
        "{'input': {'notifications': ['(urn:opendaylight:packet:service?revision=2013-07-09)packet-received']}}",
        "{'input': {'notifications': ['(urn:understudy:bridge-failover?revision=2026-11-30)role-changed',"
            + " '(urn:opendaylight:packet:service?revision=2013-07-09)packet-received']}}",
        "{'input': {'notifications': ['packet-received (urn:understudy:bridge-failover?revision=2026-11-30)a']}}"})
    void onlyAdminsFollowOtherNotifications(final String body) {
        assertTrue(rule.refusal("POST", "/rests" + LISTEN, "application/json", json(body)).isPresent(), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/yang-data+xml", "application/json; charset=utf-16", ""})
    void onlyAdminsFollowWhatIsWrittenInAWayThatIsNotUnderstood(final String mediaType) {
        assertTrue(isSubscriptionClosed(mediaType, OPEN));
        assertTrue(rule.refusal("POST", "/rests" + LISTEN, mediaType, NEWS).isPresent());
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
