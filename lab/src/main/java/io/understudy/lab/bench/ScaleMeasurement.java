/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.understudy.lab.measure.Course;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.ControllerProcess;
import io.understudy.lab.testbed.HeapHistogram;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Mark;
import io.understudy.lab.traffic.Storm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Measures with one number of hosts: learning, memory, takeovers, restart.
 */
final class ScaleMeasurement implements AutoCloseable {
    private static final String GROUP = "scale";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LEARNING_PATIENCE = Duration.ofMinutes(4);
    private static final Duration ANNOUNCING_PATIENCE = Duration.ofMinutes(3);
    private static final Duration SPEAK_AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration SLOW_POLL = Duration.ofMillis(100);
    /** Learning is measured, so the bound in the bridge must not be what is measured. */
    private static final int PUNT_RATE = 1_000_000;
    /** So is the bound of the table: it has room for the outside hosts, too. */
    private static final int OTHER_HOSTS = 1000;
    private static final Map<String, String[]> OWNERS = ImmutableMap.of(
        "the forwarding table", new String[] {"io.understudy."},
        "the datastore", new String[] {"org.opendaylight.yangtools.", "tech.pantheon.", "org.opendaylight.mdsal."},
        "openflowplugin and its models",
        new String[] {"org.opendaylight.openflowplugin.", "org.opendaylight.openflowjava.", "org.opendaylight.yang."});
    /** Those of a storm have room, too: it would else be over for us when the table is full. */
    private static final int LONGEST_STORM_SECONDS = 20;
    /** Else there would not be strangers enough for it, new hosts a second. */
    static final int STRONGEST_STORM = ScaleSite.STRANGERS / LONGEST_STORM_SECONDS;
    /** Those of the testbed itself, which speak unasked. */
    private static final int TALKATIVE_HOSTS = 4;
    private static final int SOURCE_TABLE = 1;
    private static final int FORWARDING_TABLE = 2;
    private static final int STEPS_PER_SECOND = 50;
    private static final int WARM_UP_MOVES = 4;
    /** With fewer, what else changes in memory is more than what the hosts take. */
    private static final int FEWEST_FOR_MEMORY = 1000;
    private static final double MICROS_PER_MILLISECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ScaleSite site;
    private final int hosts;
    private final int rate;
    private final int storm;
    private final List<Setting> settings;
    private final RestconfClient client;
    private final GroupClient group;
    private final Consumer<String> progress;
    /** Flows for the destinations of frames, without any host. */
    private long emptyTable;

    /**
     * Prepares a measurement.
     *
     * @param site the bridges and hosts
     * @param rate how many hosts speak in a second, for the first time
     * @param storm how many more speak in a second during further takeovers; 0 for none
     * @param settings leaves of the group's configuration that differ from the defaults
     * @param client the controller
     * @param progress takes what is measured, line by line
     */
    ScaleMeasurement(final ScaleSite site, final int rate, final int storm, final List<Setting> settings,
            final RestconfClient client, final Consumer<String> progress) {
        this.site = requireNonNull(site);
        this.rate = rate;
        this.storm = storm;
        this.settings = List.copyOf(settings);
        this.client = requireNonNull(client);
        this.progress = requireNonNull(progress);
        hosts = site.topology().hosts();
        group = client.group(GROUP);
    }

    /**
     * Measures.
     *
     * @param runs how many takeovers
     * @param restart whether the controller is killed and started with all hosts in the bridges
     * @return what was measured
     * @throws ConditionTimeoutException if something does not happen in time
     */
    ScaleFigures measure(final int runs, final boolean restart) {
        configure();
        final var before = liveObjects();
        final var begin = ProcessorUse.Since.now();
        final double learned = learn();
        final var learning = begin.span();
        progress.accept(String.format(Locale.ROOT, "%d hosts learned, %.0f a second", hosts, learned));
        final var after = liveObjects();
        tellMemory(before, after);
        final var resting = ProcessorUse.Since.now();
        Course.letPass(REST);
        final var use = ProcessorUse.of(resting.span(), learning, hosts);
        for (int move = 0; move < WARM_UP_MOVES; move++) {
            moveTo(1 + move % 2);
        }
        final var takeovers = new ArrayList<ScaleRun>();
        final var storms = new ArrayList<ScaleRun>();
        final var references = new ArrayList<Double>();
        final var reference = site.reference();
        try {
            for (int number = 1; number <= runs; number++) {
                final int from = number % 2 == 0 ? 2 : 1;
                takeovers.add(tell("takeover", number, runs, takeover(from)));
                if (storm > 0) {
                    storms.add(tell("takeover in a storm", number, runs, takeoverInStorm(from)));
                }
                reference.ifPresent(bare -> references.add(bare.gateToLastFrameMillis(from)));
            }
        } finally {
            reference.ifPresent(ScaleReference::close);
        }
        return new ScaleFigures(site.where(), takeovers, storms, references, OptionalDouble.of(learned),
            hosts < FEWEST_FOR_MEMORY ? OptionalDouble.empty()
                : OptionalDouble.of((double) (after.total() - before.total()) / hosts), use,
            restart ? OptionalDouble.of(restart()) : OptionalDouble.empty());
    }

    @Override
    public void close() {
        group.delete();
    }

    private void configure() {
        final var configuration = GroupConfiguration.of(site.topology()).with("failback", "mode", "manual")
            .withTarget(site.topology().outsideHost(1).address())
            .with("learning", "punt-rate", PUNT_RATE)
            .with("learning", "max-hosts", hosts + OTHER_HOSTS + LONGEST_STORM_SECONDS * storm);
        settings.forEach(setting -> configuration.with(setting.container(), setting.leaf(), setting.value()));
        group.configure(configuration);
        awaitProtected();
        moveTo(1);
    }

    /**
     * How the group is, for whoever has to find out why something could not be measured.
     *
     * @return a line
     */
    String describe() {
        try {
            return group.summary().map(state -> "The group is " + state.status() + " and knows " + state.hostCount()
                + " hosts. " + state.reason()).orElse("The group has no state.");
        } catch (RestconfException e) {
            return e.getMessage();
        }
    }

    /**
     * Lets all hosts speak. How fast they are learned is told by nearly all of them: one lost frame would else tell how
     * long a host waits before it speaks again. When each was learned is told by the age of its flow: to ask all the
     * time would take a processor from those who learn.
     */
    private double learn() {
        emptyTable = site.flows(1, FORWARDING_TABLE);
        final var begin = Instant.now();
        awaitLearned();
        final int nearlyAll = hosts - hosts / 100;
        final var ages = site.flowAges(1, FORWARDING_TABLE);
        final var now = Instant.now();
        final var learned = ages.stream().map(now::minus).filter(begin::isBefore).sorted()
            .skip(nearlyAll - 1).findFirst().orElseThrow(() -> new LabException("Flows were there before"));
        awaitReplicated();
        return nearlyAll / (Duration.between(begin, learned).toNanos() / NANOS_PER_SECOND);
    }

    /** Lets all hosts speak, and again if some were not heard. */
    private void awaitLearned() {
        Awaitility.await("flows of " + hosts + " hosts").atMost(LEARNING_PATIENCE).pollDelay(Duration.ZERO)
            .pollInterval(SLOW_POLL).until(() -> {
                speak();
                try {
                    Awaitility.await().pollDelay(Duration.ZERO).pollInterval(SLOW_POLL).atMost(SPEAK_AGAIN_AFTER)
                        .until(() -> site.flows(1, FORWARDING_TABLE) >= emptyTable + hosts && knowsAll());
                    return true;
                } catch (ConditionTimeoutException e) {
                    progress.accept(emptyTable + hosts - site.flows(1, FORWARDING_TABLE)
                        + " hosts were not heard and speak again");
                    return false;
                }
            });
    }

    /** Others may have spoken, too, so to count flows is not enough. */
    private boolean knowsAll() {
        return group.summary().filter(state -> state.hostCount() >= hosts).isPresent();
    }

    private void speak() {
        final int step = Math.max(1, rate / STEPS_PER_SECOND);
        final long begin = System.nanoTime();
        for (int first = 1; first <= hosts; first += step) {
            final long due = begin + (long) (first * NANOS_PER_SECOND / rate);
            LockSupport.parkNanos(due - System.nanoTime());
            site.speak(first, Math.min(hosts, first + step - 1));
        }
    }

    /** Both bridges hold all hosts, and the controller says that there are as many. */
    private void awaitReplicated() {
        group.awaitSummary(hosts + " hosts", state -> state.hostCount() >= hosts, PATIENCE);
        Awaitility.await("both bridges hold all hosts").pollInterval(SLOW_POLL).atMost(PATIENCE).until(() ->
            site.flows(1, FORWARDING_TABLE) >= hosts && site.flows(2, FORWARDING_TABLE) >= hosts
                && site.flows(1, SOURCE_TABLE) >= hosts && site.flows(2, SOURCE_TABLE) >= hosts);
    }

    private ScaleRun tell(final String what, final int number, final int runs, final ScaleRun run) {
        progress.accept(String.format(Locale.ROOT, "%d hosts, %s %d/%d: decision to gate %.1f ms, gate to first frame"
            + " %.1f ms, to last %.1f ms", hosts, what, number, runs, run.detectToGateMillis(),
            run.gateToFirstFrameMillis(), run.gateToLastFrameMillis()));
        return run;
    }

    private void prepare(final int from) {
        moveTo(from);
        awaitReplicated();
        site.awaitIdle();
    }

    private ScaleRun takeover(final int from) {
        prepare(from);
        try {
            return die(from);
        } finally {
            site.revive(from);
            awaitProtected();
            awaitReplicated();
        }
    }

    /** A takeover while strangers speak; they are forgotten after it. */
    private ScaleRun takeoverInStorm(final int from) {
        prepare(from);
        final var blowing = Storm.start(site::speak, hosts + 1, hosts + ScaleSite.STRANGERS, storm);
        try {
            Course.letPass(StormCourse.BEFORE_THE_FAULT);
            return die(from);
        } finally {
            try {
                blowing.close();
            } finally {
                site.revive(from);
                awaitProtected();
                forget();
                awaitLearned();
                awaitReplicated();
            }
        }
    }

    private void forget() {
        Awaitility.await("bridges without hosts").pollInterval(SLOW_POLL).atMost(PATIENCE).until(() -> {
            group.clearHosts();
            return IntStream.rangeClosed(1, 2).allMatch(bridge ->
                site.flows(bridge, FORWARDING_TABLE) <= emptyTable + TALKATIVE_HOSTS);
        });
    }

    private ScaleRun die(final int from) {
        final int to = 3 - from;
        final var node = site.topology().nodeId(to);
        try (var watch = site.watch(to)) {
            final var mark = Mark.now();
            site.kill(from);
            // The controller is asked when all is over: an answer would take a processor from the announcements.
            final var seen = Awaitility.await("announcement of " + hosts + " hosts").pollInterval(SLOW_POLL)
                .atMost(ANNOUNCING_PATIENCE).until(watch::firstSeen, all -> all.size() >= hosts);
            final var report = group.awaitSummary("move to " + node, state -> state.lastFailover()
                .filter(failover -> failover.to().equals(node) && !failover.detectedAt().isBefore(mark.at()))
                .filter(failover -> failover.gateOpenMicros().isPresent()).isPresent(), PATIENCE)
                .lastFailover().orElseThrow();
            final long gateMicros = report.gateOpenMicros().getAsLong();
            final var gate = new Mark(report.detectedAt().plusNanos(gateMicros * 1000));
            return new ScaleRun(gateMicros / MICROS_PER_MILLISECOND, gate.millisUntil(first(seen.values())),
                gate.millisUntil(last(seen.values())));
        }
    }

    private double restart() {
        ControllerProcess.find().kill();
        final var controller = ControllerProcess.launch();
        client.awaitReady(PATIENCE);
        group.awaitSummary("protection, and " + hosts + " hosts after the restart",
            state -> state.status().equals("protected") && state.hostCount() >= hosts, PATIENCE);
        final double millis = new Mark(controller.startedAt()).millisUntil(Instant.now());
        progress.accept(String.format(Locale.ROOT, "%d hosts, restart: %.0f ms", hosts, millis));
        return millis;
    }

    private void moveTo(final int bridge) {
        final var node = site.topology().nodeId(bridge);
        awaitProtected();
        if (!group.summary().orElseThrow().primary().equals(Optional.of(node))) {
            UplinkWatch.awaitQuiet(site::watch);
            group.switchover(node, "bench: scale");
            group.awaitSummary("primary " + node, state -> state.primary().equals(Optional.of(node)), PATIENCE);
        }
        awaitProtected();
    }

    private GroupState awaitProtected() {
        return group.awaitSummary("status protected", state -> state.status().equals("protected"), PATIENCE);
    }

    private static HeapHistogram liveObjects() {
        return ControllerProcess.find().liveObjects();
    }

    /** Tells whose classes the objects are. What text, maps and arrays hold is whose they are, which nobody tells. */
    private void tellMemory(final HeapHistogram before, final HeapHistogram after) {
        final var words = new StringJoiner(", ");
        long others = after.total() - before.total();
        for (var owner : OWNERS.entrySet()) {
            final long bytes = after.of(owner.getValue()) - before.of(owner.getValue());
            words.add(bytes / hosts + " of " + owner.getKey());
            others -= bytes;
        }
        progress.accept(hosts + " hosts, heap bytes a host by the class of the object: " + words + ", " + others / hosts
            + " of Java and Guava");
    }

    private static Instant first(final Collection<Instant> times) {
        return times.stream().min(Instant::compareTo).orElseThrow(() -> new LabException("Nobody was announced"));
    }

    private static Instant last(final Collection<Instant> times) {
        return times.stream().max(Instant::compareTo).orElseThrow(() -> new LabException("Nobody was announced"));
    }
}
