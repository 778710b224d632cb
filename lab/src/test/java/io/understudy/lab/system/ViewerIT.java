/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an account that is no admin gets from the distribution, at every address that it serves.
 */
@ExtendWith(Distribution.class)
class ViewerIT {
    private static final String ACCOUNT = "observer:look-only";
    private static final RawHttp ADMIN = new RawHttp(8181, "admin:admin");
    /** OpenDaylight's two servers, and where RESTCONF begins. */
    private static final Map<Integer, String> SERVERS = Map.of(8181, "/rests", 8182, "/restconf");
    private static final List<String> METHODS =
        List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get");
    /** The server refuses, has nothing there, or knows no such method. */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 405, 501);
    private static final String SWITCHES = "openflow-switch-connection-config:switch-connection-config";
    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|private-?key|passphrase");
    private static final Set<String> OPEN_MODULES =
        Set.of("bridge-failover", "opendaylight-inventory", "ietf-yang-library");

    private static Console console;

    /** A line of viewer-addresses.txt. */
    private record Address(int port, String pattern, String path, String answers) {
        static List<Address> all() {
            try (var list = ViewerIT.class.getResourceAsStream("/viewer-addresses.txt")) {
                return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).map(line -> line.split("\\|", -1))
                    .map(cells -> new Address(Integer.parseInt(cells[0].strip()), cells[1].strip(), cells[2].strip(),
                        cells[3].strip())).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Set<String> patterns(final int port) {
            return all().stream().filter(address -> address.port == port).map(Address::pattern)
                .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean expects(final String method, final int status) {
            for (var group : answers.split(";")) {
                final var words = group.strip();
                if (words.endsWith(" " + status)) {
                    return List.of(words.substring(0, words.lastIndexOf(' ')).split(", ")).contains(method);
                }
            }
            return REFUSED.contains(status) && !answers.matches("(.*, )?" + method + "\\b.*");
        }
    }

    @BeforeAll
    static void makeAccount() {
        console = new Console();
        auth("POST", "roles", "{'name': 'observer', 'domainid': 'sdn', 'description': ''}");
        auth("POST", "users", "{'name': 'observer', 'password': 'look-only', 'domainid': 'sdn', 'enabled': 1,"
            + " 'description': '', 'email': ''}");
        auth("POST", "domains/sdn/users/observer@sdn/roles", "{'roleid': 'observer@sdn'}");
    }

    @AfterAll
    static void takeAccountAway() {
        auth("DELETE", "users/observer@sdn", "");
        console.close();
    }

    private static void auth(final String method, final String path, final String body) {
        final var answer = ADMIN.ask(method, "/auth/v1/" + path, body.replace('\'', '"'),
            Map.of("Content-Type", "application/json"));
        assertTrue(answer.status() < 300, path + ": " + answer);
    }

    private static RawHttp viewer(final int port) {
        return new RawHttp(port, ACCOUNT);
    }

    /** An address that a later version adds is met here first. */
    @Test
    void everyAddressThatIsServedIsOnTheList() {
        final var runtime = JsonParser.parseString(evaluate("r = ($.context getService ($.context getServiceReference"
            + " \"org.osgi.service.http.runtime.HttpServiceRuntime\")); echo (($r runtimeDTO) toString)"));
        final var served = new TreeSet<String>();
        runtime.getAsJsonObject().getAsJsonArray("servletContextDTOs").forEach(element -> {
            final var context = element.getAsJsonObject();
            final var path = context.get("contextPath").getAsString().replaceFirst("/$", "");
            for (var kind : new String[] {"servletDTOs", "resourceDTOs"}) {
                context.getAsJsonArray(kind).forEach(servlet -> servlet.getAsJsonObject().getAsJsonArray("patterns")
                    .forEach(pattern -> served.add(path + pattern.getAsString())));
            }
        });
        assertEquals(Address.patterns(8181), served, "decide who may use what is new, and add it to the list");

        final var other = evaluate("each ($.context getServiceReferences"
            + " \"org.opendaylight.netconf.transport.http.rfc6415.WebHostResourceProvider\" null)"
            + " { echo (($.context getService $it) defaultPath) }");
        final var resources = other.lines().map(line -> "/" + line.strip()).collect(Collectors.toSet());
        resources.addAll(Set.of("/restconf", "/.well-known"));
        assertEquals(Address.patterns(8182), new TreeSet<>(resources), "decide who may use what is new");
    }

    private static String evaluate(final String script) {
        final var outcome = console.run(script);
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome.output().strip();
    }

    @Test
    void noMethodAtAnyAddressAnswersAViewerOtherThanTheListSays() {
        final var before = everything();
        final var wrong = new ArrayList<String>();
        for (var address : Address.all()) {
            for (var method : METHODS) {
                final boolean sends = List.of("POST", "PUT", "PATCH").contains(method);
                final var answer = viewer(address.port).ask(method, address.path, sends ? "{}" : "", Map.of());
                if (!address.expects(method, answer.status())) {
                    wrong.add(address.port + " " + method + " " + address.path + " " + answer.status());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, everything(), "a viewer changed something");
    }

    /** What nobody but an admin may change. */
    private static String everything() {
        return ADMIN.ask("GET", "/rests/data?content=config").body() + ADMIN.ask("GET", "/auth/v1/users").body()
            + ADMIN.ask("GET", "/auth/v1/roles").body();
    }

    @Test
    void whatServesWithoutAPasswordIsStaticFilesOnly() {
        final var files = Set.of("/", "/index.html/*", "/understudy/*");
        final var wrong = new ArrayList<String>();
        for (var address : Address.all()) {
            for (var method : METHODS) {
                final var answer = new RawHttp(address.port, "").ask(method, address.path);
                if (!REFUSED.contains(answer.status()) && !address.pattern.startsWith("/src/")
                        && !files.contains(address.pattern)) {
                    wrong.add(address.port + " " + method + " " + address.path + " " + answer.status());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jolokia", "/jolokia/", "/jolokia/version", "/jolokia/exec/java.lang:type=Memory/gc",
        "/jolokia/write/java.lang:type=Memory/Verbose/false", "//jolokia/version", "/jolokia;a=b/version", "/moon"})
    void nobodyReachesJolokiaOrMoon(final String path) {
        for (var account : new String[] {ACCOUNT, "admin:admin", ""}) {
            for (var method : new String[] {"GET", "POST"}) {
                assertEquals(404, new RawHttp(8181, account).ask(method, path, "{\"type\":\"version\"}", Map.of())
                    .status(), method + " by '" + account + "'");
            }
        }
    }

    @Test
    void aViewerCallsNoOperationThatIsServed() {
        final var operations = JsonParser.parseString(ADMIN.ask("GET", "/rests/operations", "",
            Map.of("Accept", "application/yang-data+json")).body()).getAsJsonObject()
            .getAsJsonObject("ietf-restconf:operations").keySet();
        assertTrue(operations.contains("bridge-failover:switchover"), operations.toString());
        final var wrong = new ArrayList<String>();
        SERVERS.forEach((port, root) -> operations.forEach(operation -> {
            final int status = viewer(port).ask("POST", root + "/operations/" + operation, "{\"input\":{}}", Map.of())
                .status();
            if (status != 401 && status != 403) {
                wrong.add(port + " " + operation + " " + status);
            }
        }));
        assertEquals(List.of(), wrong);
    }

    /** The modules come from the running system: what a later version brings is closed, or must be added here. */
    @Test
    void aViewerReadsTheModulesThatAreKnownToHoldNoSecretAndNoOthers() {
        final var paths = JsonParser.parseString(ADMIN.ask("GET", "/openapi/api/v3/single").body()).getAsJsonObject()
            .getAsJsonObject("paths").keySet();
        final var nodes = paths.stream().filter(path -> path.matches("/rests/data/[^/]+"))
            .map(path -> path.substring("/rests/data/".length()).replaceFirst("=.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(nodes.contains(SWITCHES) && nodes.contains("aaa-cert-mdsal:key-stores"), nodes.toString());
        final var wrong = new ArrayList<String>();
        SERVERS.forEach((port, root) -> nodes.forEach(node -> {
            final boolean open = OPEN_MODULES.contains(node.substring(0, node.indexOf(':')));
            for (var query : new String[] {"", "?content=config", "?content=all&depth=9", "?fields=*"}) {
                final var answer = viewer(port).ask("GET", root + "/data/" + node + query);
                final boolean refused = answer.status() == 401 || answer.status() == 403;
                // What there is in ietf-yang-library are names of modules.
                if (refused == open || open && !node.startsWith("ietf-yang-library:")
                        && SECRET.matcher(answer.body()).find()) {
                    wrong.add(port + " " + node + query + " " + answer.status());
                }
            }
        }));
        assertEquals(List.of(), wrong);
    }

    @Test
    void noSpellingShowsAViewerThePasswordsOfKeyStores() {
        final var name = SWITCHES + "=openflow-switch-connection-provider-default-impl";
        assertTrue(ADMIN.ask("GET", "/rests/data/" + name).body().contains("keystore-password"), "they are there");
        final var parts = List.of(name, SWITCHES, name + "/tls", name + "/tls/keystore-password",
            name.replace("openflow", "%6Fpenflow"), name.replace("config", "confi%67"), name.replace("-", "%2D"),
            name.replace(":", "%3A"), name.replace(":", "%3a"), name.replace("-", "%252d"), name + ";a=b",
            name.replace(":", ";a=b:"), "/" + name, "./" + name, "x/../" + name, "%2e/" + name, "%2E%2E/data/" + name,
            "bridge-failover:failover-groups/../" + name, "bridge-failover:failover-groups/..;/" + name,
            "bridge-failover:failover-groups/%2e%2e/" + name, "bridge-failover:failover-groups/..%2f" + name,
            name.toUpperCase(Locale.ROOT), name + "/", name + "?content=config&fields=tls",
            "?content=config", "?fields=" + SWITCHES, "?depth=9", ";a=b", "/", "%3Fcontent=config");
        final var tests = new ArrayList<Executable>();
        SERVERS.forEach((port, root) -> {
            final var paths = new ArrayList<String>();
            parts.forEach(part -> paths.add(root + (part.startsWith("?") ? "/data" : "/data/") + part));
            paths.addAll(List.of(root + "//data/" + name, "/" + root + "/data/" + name, root + ";a=b/data/" + name,
                root + "/%64ata/" + name, root + "/DATA/" + name, root + "/ds/ietf-datastores:running/" + name,
                root + "/ds/ietf-datastores:running", root + "/x/../data/" + name,
                "/openapi/.." + root + "/data/" + name, "/openapi/%2e%2e" + root + "/data/" + name,
                "/metrics/..;" + root + "/data/" + name,
                "/%72ests/data/" + name, "http://localhost" + root + "/data/" + name));
            for (var path : paths) {
                for (var method : new String[] {"GET", "HEAD", "POST", "OPTIONS", "get"}) {
                    tests.add(() -> {
                        final var answer = viewer(port).ask(method, path);
                        assertTrue(answer.status() >= 400 && !answer.body().contains("keystore-password\":")
                            || method.equals("OPTIONS") && answer.body().isEmpty(),
                            port + " " + method + " " + path + " " + answer);
                    });
                }
            }
        });
        assertAll(tests);
    }

    @Test
    void aViewerFollowsNoSecretsAndNoFramesOfHosts() {
        final var secret = "<input xmlns=\"urn:opendaylight:params:xml:ns:yang:controller:md:sal:remote\"><path"
            + " xmlns:o=\"urn:opendaylight:params:xml:ns:yang:openflow:switch:connection:config\">"
            + "/o:switch-connection-config</path></input>";
        SERVERS.forEach((port, root) -> {
            final var call = root + "/operations/sal-remote:create-";
            final var entry = "/" + SWITCHES + "[instance-name='openflow-switch-connection-provider-default-impl']";
            for (var path : List.of(entry, "/" + SWITCHES, "/", "/aaa-cert-mdsal:key-stores", "/network-topology:x")) {
                assertEquals(403, viewer(port).ask("POST", call + "data-change-event-subscription",
                    "{\"sal-remote:input\":{\"path\":\"" + path + "\"}}", Map.of()).status(), path);
            }
            assertEquals(403, viewer(port).ask("POST", call + "data-change-event-subscription", secret,
                Map.of("Content-Type", "application/yang-data+xml")).status());
            assertEquals(403, viewer(port).ask("POST", call + "notification-stream", "{\"input\":{\"notifications\":"
                + "[\"(urn:opendaylight:packet:service?revision=2013-07-09)packet-received\"]}}", Map.of()).status());
            final var stream = viewer(port).ask("POST", call + "notification-stream", "{\"input\":{\"notifications\":"
                + "[\"(urn:understudy:bridge-failover?revision=2026-11-30)role-changed\"]}}", Map.of());
            assertEquals(200, stream.status(), stream.body());
            final var name = JsonParser.parseString(stream.body()).getAsJsonObject()
                .getAsJsonObject("sal-remote:output").get("notification-stream-identifier").getAsString();
            assertEquals(200, viewer(port).ask("GET", root + "/streams/json/" + name, "",
                Map.of("Accept", "text/event-stream")).status(), "what is open");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/v1/users", "/auth//v1/users", "/auth/v1//users", "/auth/V1/users", "/auth/v1/users/",
        "/auth/%761/users", "/auth/v1;a=b/users", "/auth;a=b/v1/users", "/auth/./v1/users", "/auth/x/../v1/users",
        "/auth/v1/users;jsessionid=1", "//auth/v1/users", "/auth/v1/users/admin@sdn", "/understudy/../auth/v1/users",
        "/understudy/..;/auth/v1/users", "/openapi/%2e%2e/auth/v1/users", "/src/app/core/..%2f..%2f..%2fauth/v1/users",
        "/auth%2fv1/users", "/AUTH/v1/users"})
    void noSpellingShowsAViewerTheUsers(final String path) {
        for (var method : METHODS) {
            final var answer = viewer(8181).ask(method, path);
            assertTrue(answer.status() >= 400 && !answer.body().contains("userid")
                || method.equals("OPTIONS") && answer.body().isEmpty(), method + " " + path + " " + answer);
        }
    }

    @Test
    void aHeaderDoesNotMakeAChangeOfALook() {
        final var group = "/data/bridge-failover:failover-groups/group=kept";
        assertEquals(201, ADMIN.ask("PUT", "/rests" + group,
            "{\"bridge-failover:group\":[{\"name\":\"kept\",\"enabled\":false}]}", Map.of()).status());
        try {
            SERVERS.forEach((port, root) -> {
                for (var header : new String[] {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
                    assertEquals(200, viewer(port).ask("GET", root + group, "", Map.of(header, "DELETE")).status());
                    assertEquals(403, viewer(port).ask("POST", root + group, "", Map.of(header, "GET")).status());
                }
                assertEquals(200, ADMIN.ask("GET", "/rests" + group).status(), "it is there still");
            });
        } finally {
            assertEquals(204, ADMIN.ask("DELETE", "/rests" + group).status());
        }
    }

    @Test
    void aRefusalSaysWhatTheAccountMaySee() {
        SERVERS.forEach((port, root) -> {
            final JsonObject error = JsonParser.parseString(viewer(port).ask("GET", root + "/data/" + SWITCHES).body())
                .getAsJsonObject().getAsJsonObject("ietf-restconf:errors").getAsJsonArray("error").get(0)
                .getAsJsonObject();
            assertEquals("access-denied", error.get("error-tag").getAsString());
            assertTrue(error.get("error-message").getAsString().contains("bridge-failover"), error.toString());
            assertFalse(SECRET.matcher(error.toString()).find(), error.toString());
        });
    }
}
