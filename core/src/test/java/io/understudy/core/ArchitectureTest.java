/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.Serializable;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The core is plain and pure Java: it reaches no clock, no thread, no network and no file, and time is an argument.
 */
final class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.understudy.core");

    private static final DescribedPredicate<JavaClass> NETWORK_WITHOUT_SOCKETS =
        anyOf(InetAddress.class, Inet4Address.class, Inet6Address.class, UnknownHostException.class);
    private static final DescribedPredicate<JavaClass> PASSIVE_IO = anyOf(ByteBuffer.class, Serializable.class);

    private static DescribedPredicate<JavaClass> anyOf(final Class<?>... types) {
        final var names = Arrays.stream(types).map(Class::getName).toList();
        return describe("any of " + names, type -> names.contains(type.getBaseComponentType().getName()));
    }

    @Test
    void dependsOnTheJdkAndGuavaOnly() {
        classes().should().onlyDependOnClassesThat(
            resideInAnyPackage("java..", "com.google.common..", "io.understudy.core..")
                .or(describe("are arrays or primitives", type -> type.isArray() || type.isPrimitive()))).check(CORE);
    }

    @Test
    void theCoreStartsNoThread() {
        noClasses().should().dependOnClassesThat(
            assignableTo(Thread.class).or(assignableTo(Executor.class)).or(assignableTo(Future.class))
                .or(assignableTo(Timer.class))
                .or(describe("executors", type -> type.getSimpleName().contains("Executor")))).check(CORE);
    }

    @Test
    void theCoreReadsNoClock() {
        noClasses()
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().dependOnClassesThat(assignableTo(InstantSource.class))
            .orShould().callMethodWhere(target(describe("is a 'now' of java.time", member ->
                "now".equals(member.getName()) && member.getOwner().getPackageName().startsWith("java.time"))))
            .check(CORE);
    }

    @Test
    void doesNoInputAndOutput() {
        noClasses()
            .should().accessField(System.class, "in")
            .orShould().accessField(System.class, "out")
            .orShould().accessField(System.class, "err")
            .orShould().dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.util.logging..")
                .and(not(PASSIVE_IO))).check(CORE);
    }

    @Test
    void opensNoSocketAndResolvesNoName() {
        noClasses().should().dependOnClassesThat(resideInAPackage("java.net..").and(not(NETWORK_WITHOUT_SOCKETS)))
            .orShould().callMethodWhere(target(describe("resolves a name", member ->
                member.getOwner().isAssignableTo(InetAddress.class) && Set.of("getByName", "getAllByName",
                    "getHostName", "getCanonicalHostName", "getLocalHost", "isReachable").contains(member.getName()))))
            .check(CORE);
    }

    @Test
    void theModelKnowsNoOtherPackageOfTheCore() {
        noClasses().that().resideInAPackage("io.understudy.core.model..")
            .should().dependOnClassesThat(resideInAPackage("io.understudy.core..")
                .and(not(resideInAPackage("io.understudy.core.model..")))).check(CORE);
    }

    @Test
    void framesKnowTheModelOnly() {
        noClasses().that().resideInAPackage("io.understudy.core.frame..")
            .should().dependOnClassesThat(resideInAPackage("io.understudy.core..")
                .and(not(resideInAnyPackage("io.understudy.core.model..", "io.understudy.core.frame.."))))
            .check(CORE);
    }

    @Test
    void evidenceKnowsTheModelOnly() {
        noClasses().that().resideInAPackage("io.understudy.core.evidence..")
            .should().dependOnClassesThat(resideInAPackage("io.understudy.core..")
                .and(not(resideInAnyPackage("io.understudy.core.model..", "io.understudy.core.evidence.."))))
            .check(CORE);
    }

    @Test
    void whatDecidesKnowsNoBridgeAndNoHost() {
        noClasses().that().resideInAPackage("io.understudy.core.failover..")
            .should().dependOnClassesThat(resideInAnyPackage("io.understudy.core.bridge..",
                "io.understudy.core.hosts..", "io.understudy.core.report..", "io.understudy.core.table.."))
            .check(CORE);
    }

    @Test
    void reportsAndBridgesKnowNobodyWhoKeepsHosts() {
        noClasses().that().resideInAnyPackage("io.understudy.core.bridge..", "io.understudy.core.report..")
            .should().dependOnClassesThat(resideInAPackage("io.understudy.core.hosts..")).check(CORE);
    }

    @Test
    void tablesAndAnnouncementsDoNotDecideOnFailover() {
        noClasses()
            .that().resideInAnyPackage("io.understudy.core.learning..", "io.understudy.core.table..",
                "io.understudy.core.announcement..")
            .should().dependOnClassesThat(resideInAPackage("io.understudy.core.failover..")).check(CORE);
    }

    @Test
    void nobodyKnowsTheGroupThatPutsItAllTogether() {
        noClasses().that().resideInAPackage("io.understudy.core..")
            .and(not(resideInAPackage("io.understudy.core.group..")))
            .should().dependOnClassesThat(resideInAPackage("io.understudy.core.group..")).check(CORE);
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
        }).should().beFreeOfCycles().check(CORE);
    }
}
