/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who demands what of a bridge. The package's description has the same in words.
 */
class BridgeCallersTest {
    private static final String CALLERS = """
        announce: Announcer, HostAnnouncing
        announceBy: HostKeeper
        announcementGroupCoverage: Group
        announcementRoom: Announcer
        barrier: CommandDispatcher
        bound: Group
        burst: HostAnnouncing
        burstBehindGate: HostAnnouncing
        closeGate: CommandDispatcher
        countHosts: HostKeeper
        countOwnFrames: OwnFrameWatch
        failures: Group
        holdBack: ServiceTags
        openGate: CommandDispatcher
        program: HostKeeper
        readFlows: CommandDispatcher
        regroup: HostTable
        renewGuard: LoopGuard
        standBy: Standby
        stopAnnouncing: HostAnnouncing
        takeFoundHosts: HostKeeper
        transmit: HostKeeper, Inquirer
        transmitToPeer: Inquirer
        update: HostTable
        updateGroups: HostKeeper
        """;

    @Test
    void whatIsDemandedOfABridgeIsDemandedInOnePlace() {
        final var core = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.understudy.core");
        final Map<String, Set<String>> callers = new TreeMap<>();
        Arrays.stream(BridgeDriver.class.getDeclaredMethods())
            .forEach(method -> callers.put(method.getName(), new TreeSet<>()));
        for (JavaMethodCall call : core.get(BridgeDriver.class).getMethodCallsToSelf()) {
            callers.get(call.getTarget().getName())
                .add(call.getOriginOwner().getFullName().replaceAll(".*\\.([A-Za-z]+).*", "$1"));
        }
        assertEquals(CALLERS, callers.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()) + "\n")
            .collect(Collectors.joining()));
    }
}
