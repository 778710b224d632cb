/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.lab.system.Console;
import io.understudy.lab.system.Documented;
import io.understudy.lab.system.Shell;
import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Karaf that is not ours: a copy of a plain one, prepared by the commands that the document gives, and nothing else.
 * It finds what it installs in the local Maven repository of the build, and asks no other.
 */
final class ForeignKaraf implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String FEATURE = "odl-understudy";
    private static final String DOCUMENT = "install.md";
    private static final String REPOSITORY = "$HOME/.m2/repository";
    private static final Pattern MODEL_CHANGED = Pattern.compile("EffectiveModelContext generation \\d+ deactivated");
    private static final Duration SETTLED = Duration.ofSeconds(15);
    private static final String SSH = "ssh -p 8101 karaf@127.0.0.1 ";

    private final Path folder;
    private final JavaHome java;
    private final String repository;
    private Process process;

    private ForeignKaraf(final Path folder, final JavaHome java, final String repository) {
        this.folder = requireNonNull(folder);
        this.java = requireNonNull(java);
        this.repository = requireNonNull(repository);
    }

    /** OpenDaylight as others have it: with OpenFlow and RESTCONF. */
    static ForeignKaraf openDaylight(final JavaHome java) {
        final var karaf = copy(Shell.home().resolve("lab/opendaylight/target/assembly"), "opendaylight", java);
        karaf.bash("sed -i 's/^featuresBoot *=.*/&, odl-restconf-nb/' etc/org.apache.karaf.features.cfg");
        return karaf;
    }

    /** Apache Karaf as it is delivered. */
    static ForeignKaraf stock(final JavaHome java) {
        final var karaf = copy(Shell.home().resolve("lab/target/stock/apache-karaf-4.4.8"), "stock", java);
        // The user's own Maven repository, without the network behind it.
        karaf.bash("sed -i '/^org.ops4j.pax.url.mvn.repositories *=/,/[^\\\\]$/d' etc/org.ops4j.pax.url.mvn.cfg; "
            + "printf '%s\\n' 'org.ops4j.pax.url.mvn.repositories =' 'org.ops4j.pax.url.mvn.localRepository = "
            + karaf.repository + "' >> etc/org.ops4j.pax.url.mvn.cfg");
        return karaf;
    }

    private static ForeignKaraf copy(final Path from, final String name, final JavaHome java) {
        final var folder = Lab.stateRoot().resolve("foreign").resolve(name);
        final var copied = Shell.bash("rm -rf '" + folder + "'; mkdir -p '" + folder.getParent() + "'; cp -a '" + from
            + "' '" + folder + "'");
        assertEquals(0, copied.status(), copied.toString());
        return new ForeignKaraf(folder, java, Path.of(System.getProperty("understudy.repository")).toString());
    }

    /** Types what the document gives under a mark. */
    void follow(final String mark) {
        follow(mark, FEATURE);
    }

    /** The same, with another feature instead of the one that stands there. */
    void follow(final String mark, final String feature) {
        final var blocks = Documented.of(DOCUMENT).stream().filter(block -> block.mark().equals(mark)).toList();
        assertEquals(1, blocks.size(), "blocks marked " + mark + " in " + DOCUMENT);
        final var script = blocks.get(0).script().replace(FEATURE, feature);
        if (!script.startsWith(SSH)) {
            bash(script);
            return;
        }
        for (var line : script.lines().toList()) {
            final var outcome = console(line.substring(SSH.length()));
            assertEquals(0, outcome.status(), line + ": " + outcome);
        }
    }

    /** What the document asks of a Karaf of this kind on this Java. */
    void prepare(final String mark) {
        follow(mark);
        if (java.release() >= JavaHome.LATE) {
            final var marks = List.of("java-24", mark + "-java-24");
            Documented.of(DOCUMENT).stream().map(Documented::mark).filter(marks::contains).forEach(this::follow);
        }
    }

    void bash(final String script) {
        final var outcome = Shell.bash("cd '" + folder + "'; " + script.replace(REPOSITORY, repository));
        assertEquals(0, outcome.status(), script + ": " + outcome);
    }

    Shell.Outcome console(final String command) {
        try (var console = new Console()) {
            return console.run(command);
        }
    }

    void start() {
        final var builder = new ProcessBuilder("bin/karaf", "daemon").directory(folder.toFile())
            .redirectErrorStream(true).redirectOutput(folder.resolve("console.log").toFile());
        final var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA"));
        environment.put("JAVA_HOME", java.home().toString());
        process = ChildProcesses.start(builder);
        awaitListening(8101);
    }

    void awaitListening(final int port) {
        await("port " + port, () -> listens(port));
    }

    static boolean listens(final int port) {
        return !Shell.run(List.of("ss", "-Hltn", "sport = :" + port), Map.of(), "").output().isBlank();
    }

    void awaitLog(final String text) {
        await("\"" + text + "\" in the log", () -> log().contains(text));
    }

    void await(final String what, final Callable<Boolean> there) {
        Awaitility.await(what + "; see " + folder + "/data/log/karaf.log and console.log").pollInterval(POLL)
            .atMost(PATIENCE).until(there);
    }

    String log() {
        final var file = folder.resolve("data/log/karaf.log");
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bundles with their states, as Karaf shows them. */
    Set<String> bundles() {
        return ForeignBeans.bundles(javaProcess());
    }

    /**
     * How often OpenDaylight has gone over to another model since its start. It does so seconds after bundles with YANG
     * have come or gone, and while it does, its datastore and what needs it are away.
     */
    long modelChanges() {
        return log().lines().filter(MODEL_CHANGED.asPredicate()).count();
    }

    /**
     * Starts OpenDaylight's encryption service by hand where it missed its start, as docs/install.md has it for an
     * OpenDaylight that Understudy is no longer in. By the log, for nobody should log in before.
     */
    void helpEncryptionService() {
        try {
            Awaitility.await("the encryption service").pollInterval(POLL).atMost(SETTLED).until(() -> {
                final var log = log();
                return log.lastIndexOf("Encryption Service enabled") > log.lastIndexOf("Encryption Service disabled");
            });
        } catch (ConditionTimeoutException e) {
            ForeignBeans.startEncryptionServiceOnceMore(javaProcess());
        }
    }

    /** The files in etc with what they hold, but for what Karaf writes of itself. */
    Map<String, String> configuration() {
        final var files = new TreeMap<String, String>();
        final var etc = folder.resolve("etc");
        try (var paths = Files.walk(etc)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(etc.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The names of its threads that are ours, as far as Linux keeps them. */
    List<String> ownThreads() {
        final var listed = Shell.bash("cat /proc/" + javaProcess() + "/task/*/comm 2> /dev/null || true").output();
        return listed.lines().filter(name -> name.startsWith("understudy")).toList();
    }

    private long javaProcess() {
        return process.descendants().map(ProcessHandle::pid).findFirst().orElse(process.pid());
    }

    /** Ends it. Once it is started again, {@link #log} goes on behind what is there. */
    void stop() {
        process.destroy();
        process.descendants().forEach(ProcessHandle::destroy);
        Awaitility.await("Karaf has ended").atMost(Duration.ofMinutes(2)).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }
}
