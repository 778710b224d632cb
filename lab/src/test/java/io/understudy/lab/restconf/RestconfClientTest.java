/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.understudy.lab.testbed.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against a real server of HTTP on loopback that gives prepared answers; the last one stays.
 */
class RestconfClientTest {
    private record Answer(int status, String body) {
    }

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private RestconfClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                final var answer = answers.size() > 1 ? answers.remove() : answers.element();
                final var body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        client = new RestconfClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rests"),
            "admin", "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void absentDataIsNoError() {
        answers.add(new Answer(409, "{\"errors\":{\"error\":[{\"error-tag\":\"data-missing\"}]}}"));
        assertTrue(client.get("bridge-failover:failover-groups").isEmpty());
        assertFalse(client.delete("bridge-failover:failover-groups/group=demo"));
    }

    @Test
    void aRefusalCarriesTheServersText() {
        answers.add(new Answer(400, "{\"errors\":{\"error\":[{\"error-message\":\"uplink is also a trunk\"}]}}"));
        final var refusal = assertThrows(RestconfException.class,
            () -> client.group("demo").configure(GroupConfiguration.of(Topology.of(10))));
        assertEquals(400, refusal.status());
        assertTrue(refusal.getMessage().contains("uplink is also a trunk"), refusal.getMessage());
    }

    @Test
    void theConfigurationIsSentAsTheModelWantsIt() throws InterruptedException {
        answers.add(new Answer(201, ""));
        client.group("my group").configure(GroupConfiguration.of(Topology.of(10)).with("heartbeat", "interval", 1000)
            .with("failback", "mode", "manual"));
        final var request = requests.take().split(" ", 5);
        assertEquals("PUT /rests/data/bridge-failover:failover-groups/group=my%20group", request[0] + " " + request[1]);
        assertEquals("Basic YWRtaW46c2VjcmV0", request[2] + " " + request[3]);
        assertEquals(JsonParser.parseString("""
            {"bridge-failover:group": [{"name": "my group", "bridge": [
              {"node-id": "openflow:1", "priority": 1, "uplink-port": "uplink", "trunk-port": ["trunk"],
               "peer-port": "peer"},
              {"node-id": "openflow:2", "priority": 2, "uplink-port": "uplink", "trunk-port": ["trunk"],
               "peer-port": "peer"}],
              "heartbeat": {"interval": 1000}, "failback": {"mode": "manual"}}]}
            """), JsonParser.parseString(request[4]));
    }

    @Test
    void aMoveIsAskedForAgainWhereTheGateWasNotConfirmedInTime() {
        answers.add(new Answer(500, "{\"errors\":{\"error\":[{\"error-message\":\"the role stays: openflow:1 did not"
            + " confirm that its gate is closed: no answer within 50 ms\"}]}}"));
        answers.add(new Answer(204, ""));
        client.group("demo").switchover("openflow:2", "test");
        assertEquals(2, requests.size());
    }

    @Test
    void aMoveThatIsRefusedForAnotherReasonIsAskedForOnce() {
        answers.add(new Answer(500, "{\"errors\":{\"error\":[{\"error-message\":\"no bridge forwards yet\"}]}}"));
        assertThrows(RestconfException.class, () -> client.group("demo").switchover("openflow:2", "test"));
        assertEquals(1, requests.size());
    }

    @Test
    void anOperationsInputAndOutputAreUnwrapped() throws InterruptedException {
        answers.add(new Answer(200, "{\"bridge-failover:output\":{\"hosts\":10}}"));
        assertEquals(10, client.group("demo").announce());
        final var request = requests.take();
        assertTrue(request.startsWith("POST /rests/operations/bridge-failover:announce "), request);
        assertTrue(request.endsWith("{\"bridge-failover:input\":{\"group\":\"demo\"}}"), request);
    }

    @Test
    void waitsThroughRefusalsForAStatus() {
        answers.add(new Answer(503, "starting"));
        answers.add(new Answer(404, "data-missing"));
        answers.add(new Answer(200, state("initializing", "")));
        answers.add(new Answer(200, state("protected", """
            , "primary": "openflow:1", "last-failover": {"cause": "bridge-lost", "from": "openflow:2",
              "to": "openflow:1", "detected-at": "2026-11-23T04:28:44.653259Z", "gate-open": "1250"}""")));
        final var state = client.group("demo").awaitStatus("protected", Duration.ofSeconds(120));
        assertEquals("openflow:1", state.primary().orElseThrow());
        final var failover = state.lastFailover().orElseThrow();
        assertEquals("2026-11-23T04:28:44.653259Z", failover.detectedAt().toString());
        assertEquals(1250, failover.gateOpenMicros().getAsLong());
        assertTrue(failover.lastAnnouncementMicros().isEmpty());
    }

    @Test
    void aStatusThatDoesNotComeIsReportedWithTheReasons() {
        answers.add(new Answer(200, state("unprotected", ", \"status-reason\": \"openflow:2 is not connected\"")));
        final var failure = assertThrows(ConditionTimeoutException.class,
            () -> client.group("demo").awaitStatus("protected", Duration.ofMillis(300)));
        assertTrue(failure.getMessage().contains("\"unprotected\", reason \"openflow:2 is not connected\""),
            failure.getMessage());
    }

    @Test
    void noAnswerIsReportedWithTheAddress() {
        server.stop(0);
        final var failure = assertThrows(RestconfException.class,
            () -> client.rpc("bridge-failover:announce", new JsonObject()));
        assertTrue(failure.getMessage().contains("/rests/operations/bridge-failover:announce: no answer"),
            failure.getMessage());
    }

    private static String state(final String status, final String more) {
        return "{\"bridge-failover:group\": [{\"name\": \"demo\", \"status\": \"" + status + "\"" + more + "}]}";
    }
}
