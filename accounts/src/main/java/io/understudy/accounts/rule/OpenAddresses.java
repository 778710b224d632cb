/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The addresses that everybody who is logged in may look at. All others are for admins: what a later version of
 * OpenDaylight, or another application, serves is closed until it stands here.
 *
 * <p>An address counts as it is written, not decoded: servers differ in how often they decode and in what they leave
 * out, so an unusual spelling of an open address is refused, and none of a closed one passes.
 */
final class OpenAddresses {
    /**
     * The modules whose data hold no secret: the groups, the bridges and their flows, the models. Others hold passwords
     * and keys (those of AAA, openflow-switch-connection-config, network-topology where NETCONF devices are mounted) or
     * tell which event streams there are (ietf-restconf-monitoring, ietf-subscribed-notifications).
     */
    private static final String MODULES = "(?:bridge-failover|opendaylight-inventory|ietf-yang-library)";
    private static final String DATA = MODULES + ":[A-Za-z_][A-Za-z0-9_.-]*";
    private static final Pattern DATA_PATH = Pattern.compile("/" + DATA + "(?:[/\\[].*)?");
    /** As MD-SAL names a notification, with its namespace. Others carry frames of hosts, or what devices said. */
    private static final Pattern NOTIFICATION =
        Pattern.compile("\\(urn:understudy:bridge-failover\\?revision=[0-9]{4}-[0-9]{2}-[0-9]{2}\\)[a-z-]+");
    /** Another server or device behind this one, with data of its own. */
    private static final String MOUNT = "yang-ext:mount";
    private static final Set<String> ALONE =
        Set.of("/metrics/understudy", "/.well-known/host-meta", "/.well-known/host-meta.json");
    private static final String DESCRIPTION = "/openapi/";

    private final Pattern restconf;

    /**
     * Makes the list for one server.
     *
     * @param root where its RESTCONF begins, as {@code /rests}
     */
    OpenAddresses(final String root) {
        restconf = Pattern.compile(Pattern.quote(root) + "/(?:operations|yang-library-version"
            + "|modules/[A-Za-z0-9_.-]+|streams/(?:json|xml)/urn:uuid:[0-9a-f-]{36}|data/" + DATA + "(?:[=/].*)?)");
    }

    /**
     * Tells whether an address is open.
     *
     * @param path the path, not decoded, without a query
     * @return whether everybody may look at it
     */
    boolean contains(final String path) {
        return (ALONE.contains(path) || path.startsWith(DESCRIPTION) || restconf.matcher(path).matches())
            && staysThere(path);
    }

    /** Whether no server can take the path for one that leads elsewhere. */
    private static boolean staysThere(final String path) {
        try {
            String before;
            String plain = path;
            do {
                before = plain;
                plain = URLDecoder.decode(before, StandardCharsets.UTF_8);
            } while (!plain.equals(before));
            final var folder = plain.replaceAll(";[^/]*", "") + "/";
            return !folder.contains("/./") && !folder.contains("/../") && !plain.contains(MOUNT);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Tells whether a part of the datastore is open.
     *
     * @param path as {@code create-data-change-event-subscription} takes it
     * @return whether everybody may follow it
     */
    static boolean isDataPath(final String path) {
        return DATA_PATH.matcher(path).matches() && !path.contains(MOUNT);
    }

    /**
     * Tells whether a notification is open.
     *
     * @param name as {@code create-notification-stream} takes it
     * @return whether everybody may follow it
     */
    static boolean isNotification(final String name) {
        return NOTIFICATION.matcher(name).matches();
    }
}
