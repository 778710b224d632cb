/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSettingsTest {
    @Test
    void aSettingIsANumberATruthValueOrAName() {
        assertEquals(new Setting("heartbeat", "interval", new JsonPrimitive(10L)),
            Setting.parse("heartbeat/interval=10"));
        assertEquals(new Setting("path-probe", "enabled", new JsonPrimitive(false)),
            Setting.parse("path-probe/enabled=false"));
        assertEquals(new Setting("announcement", "method", new JsonPrimitive("garp")),
            Setting.parse("announcement/method=garp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "heartbeat", "heartbeat/interval", "heartbeat/interval=", "interval=10", "a/b/c=1",
        "Heartbeat/interval=10", "heartbeat/interval=1 0"})
    void whatIsNoSettingIsRefusedWithAnExample(final String text) {
        final var refusal = assertThrows(IllegalArgumentException.class, () -> Setting.parse(text));
        assertTrue(refusal.getMessage().contains("heartbeat/interval=10"), refusal.getMessage());
    }

    @Test
    void aHostBehindTheUplinksIsProbedAndNothingElseDiffersFromTheDefaultsButTheFailback() {
        final var group = configuration(FaultCase.BRIDGE_HOST);
        assertEquals(JsonParser.parseString("{\"target\": [{\"ip-address\": \"10.77.255.1\"}]}"),
            group.get("upstream-monitor"));
        assertEquals(JsonParser.parseString("{\"mode\": \"manual\"}"), group.get("failback"));
        assertEquals(3, group.size(), group.toString());
    }

    @Test
    void loadIsRunWithFastHeartbeats() {
        assertEquals(JsonParser.parseString("{\"interval\": 10, \"multiplier\": 3}"),
            configuration(FaultCase.LOAD).get("heartbeat"));
    }

    @Test
    void whatIsSetPrevails() {
        assertEquals(JsonParser.parseString("{\"interval\": 20, \"multiplier\": 3}"),
            configuration(FaultCase.LOAD, "heartbeat/interval=20").get("heartbeat"));
    }

    @Test
    void aFaultIsFoundByItsName() {
        for (var fault : FaultCase.values()) {
            assertEquals(fault, FaultCase.of(fault.title()));
        }
        final var refusal = assertThrows(IllegalArgumentException.class, () -> FaultCase.of("flood"));
        assertTrue(refusal.getMessage().contains("bridge-host, vswitchd-killed"), refusal.getMessage());
    }

    private static JsonObject configuration(final FaultCase fault, final String... settings) {
        final var all = new FaultSettings(10, 1000, Duration.ofSeconds(1), 0,
            List.of(settings).stream().map(Setting::parse).toList());
        return JsonParser.parseString(all.configuration(Topology.of(10), fault).toString()).getAsJsonObject();
    }
}
