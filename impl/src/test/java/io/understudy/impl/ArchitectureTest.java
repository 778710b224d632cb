/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.understudy.impl.text.Printable;
import org.junit.jupiter.api.Test;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.slf4j.Logger;

/**
 * Which part of the adapters knows which.
 */
final class ArchitectureTest {
    private static final String OPENFLOW = "io.understudy.impl.openflow..";
    private static final String GROUP = "io.understudy.impl.group..";
    private static final String BRIDGE = "io.understudy.impl.bridge..";
    private static final String DATASTORE = "io.understudy.impl.datastore..";
    private static final String DIRECT = "io.understudy.impl.direct..";
    private static final String AAA = "io.understudy.impl.aaa..";
    private static final String RPC = "io.understudy.impl.rpc..";

    private static final JavaClasses IMPL = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.understudy.impl");

    @Test
    void theOpenFlowSideKnowsNoGroups() {
        noClasses().that().resideInAPackage(OPENFLOW)
            .should().dependOnClassesThat().resideInAnyPackage(BRIDGE, GROUP, DATASTORE, DIRECT, RPC)
            .check(IMPL);
    }

    @Test
    void aBridgeDoesNotKnowTheThreadThatItServes() {
        noClasses().that().resideInAPackage(BRIDGE)
            .should().dependOnClassesThat().resideInAnyPackage(GROUP, DATASTORE, DIRECT, RPC).check(IMPL);
    }

    @Test
    void whatComesInFromTheDirectPortReachesPortsOnly() {
        noClasses().that().resideInAPackage(DIRECT)
            .should().dependOnClassesThat().resideInAnyPackage(BRIDGE, GROUP, DATASTORE, RPC).check(IMPL);
    }

    @Test
    void onlyTheDirectPortKnowsNetty() {
        noClasses().that().resideOutsideOfPackage(DIRECT)
            .should().dependOnClassesThat().resideInAPackage("io.netty..").check(IMPL);
    }

    @Test
    void groupsDoNotKnowWhoConfiguresOrPublishesThem() {
        noClasses().that().resideInAPackage(GROUP)
            .should().dependOnClassesThat().resideInAnyPackage(DATASTORE, DIRECT, RPC).check(IMPL);
    }

    @Test
    void rpcsAndDatastoreDoNotKnowEachOther() {
        noClasses().that().resideInAPackage(RPC).should().dependOnClassesThat().resideInAPackage(DATASTORE)
            .check(IMPL);
        noClasses().that().resideInAPackage(DATASTORE).should().dependOnClassesThat().resideInAPackage(RPC)
            .check(IMPL);
    }

    @Test
    void onlyTheDatastoreAdaptersAndTheWiringReachTheDatastore() {
        noClasses().that(resideInAnyPackage(OPENFLOW, BRIDGE, GROUP, DIRECT, RPC))
            .should().dependOnClassesThat().areAssignableTo(DataBroker.class)
            .check(IMPL);
    }

    /** Names and reasons in the log are foreign text. These write constants, numbers and addresses only. */
    @Test
    void whoWritesToTheLogMakesForeignTextPrintable() {
        classes().that(describe("write to the log", ArchitectureTest::writesToTheLog))
            .and().doNotHaveSimpleName("UnderstudyProvider").and().doNotHaveSimpleName("DirectConnection")
            .and().doNotHaveSimpleName("EncryptionServiceRestart")
            .should().dependOnClassesThat().areAssignableTo(Printable.class).check(IMPL);
    }

    private static boolean writesToTheLog(final JavaClass candidate) {
        return candidate.getMethodCallsFromSelf().stream()
            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Logger.class));
    }

    @Test
    void whoRestartsPartsOfOpenDaylightKnowsNothingOfOurs() {
        noClasses().that().resideInAPackage(AAA)
            .should().dependOnClassesThat(resideInAPackage("io.understudy..").and(not(resideInAPackage(AAA))))
            .check(IMPL);
        noClasses().that().resideOutsideOfPackage(AAA)
            .should().dependOnClassesThat().resideInAPackage(AAA).check(IMPL);
    }

    @Test
    void nothingButTheWiringKnowsOsgi() {
        noClasses().that(resideInAnyPackage(OPENFLOW, BRIDGE, GROUP, DATASTORE, DIRECT, RPC))
            .should().dependOnClassesThat().resideInAPackage("org.osgi..").check(IMPL);
    }

    /** A nested class belongs to the one around it. */
    @Test
    void classesKnowEachOtherOneWayOnly() {
        SlicesRuleDefinition.slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(final JavaClass type) {
                return SliceIdentifier.of(type.getName().split("\\$", 2)[0]);
            }

            @Override
            public String getDescription() {
                return "classes";
            }
        }).should().beFreeOfCycles().check(IMPL);
    }
}
