/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionRuleTest {
    private static final String GROUP = "/rests/data/bridge-failover:failover-groups/group=a";

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "/bridge=openflow:1; openflow:1 cannot be deleted alone",
        "/bridge=openflow%3A1/; openflow:1 cannot be deleted alone",
        "/bridge-failover:bridge=openflow:2; openflow:2 cannot be deleted alone",
        "/bridge=openflow:1/priority; openflow:1 needs its priority",
        "/bridge=openflow:1/bridge-failover:priority; openflow:1 needs its priority",
        "/bridge=openflow:1/uplink-port; needs its uplink-port",
        "/bridge=openflow:1/peer-port; needs its peer-port",
        "/bridge=openflow:1/trunk-port=trunk; both bridges have the same number of them"})
    void whatAGroupNeedsIsNotDeleted(final String part, final String reason) {
        final var refusal = DeletionRule.refusal("DELETE", GROUP + part);
        assertTrue(refusal.orElse("").contains(reason), refusal::toString);
        assertEquals(Optional.empty(), DeletionRule.refusal("PUT", GROUP + part));
    }

    @ParameterizedTest
    @CsvSource({GROUP, GROUP + "/heartbeat", GROUP + "/heartbeat/interval",
        "/rests/data/bridge-failover:failover-groups", GROUP + "/upstream-monitor/target=192.0.2.1",
        "/rests/data/other:data/bridge=openflow:1", "/rests/data/%zz"})
    void allElseIsForTheServerToJudge(final String path) {
        assertEquals(Optional.empty(), DeletionRule.refusal("DELETE", path));
    }

    @Test
    void theErrorIsWrittenAsTheClientReadsIt() {
        final var json = JsonParser.parseString(DeletionRule.error("a < b", DeletionRule.mediaType(null)))
            .getAsJsonObject().getAsJsonObject("ietf-restconf:errors").getAsJsonArray("error").get(0)
            .getAsJsonObject();
        assertEquals("invalid-value", json.get("error-tag").getAsString());
        assertEquals("a < b", json.get("error-message").getAsString());
        final var xml = DeletionRule.mediaType("application/yang-data+xml");
        assertEquals("application/yang-data+xml", xml);
        assertTrue(DeletionRule.error("a < b", xml).contains("<error-message>a &lt; b</error-message>"));
        assertEquals(ChangeRule.MEDIA_TYPE, DeletionRule.mediaType("application/yang-data+json, text/xml"));
    }
}
