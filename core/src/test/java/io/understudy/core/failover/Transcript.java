/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plays a story on a pair that serves, and writes down what happens. A line that begins with {@code >} is a deed, one
 * with {@code #} a remark; the rest is the answer of the machine, with the time in milliseconds since the beginning.
 *
 * <p>What is asked and answered all the time (heartbeats, probes, barriers) is written down only while something is
 * urgent: a suspicion or a move.
 */
final class Transcript {
    private static final double MILLI = 1e6;

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);
    private final long start = pair.now();
    private final List<String> lines = new ArrayList<>();

    private Transcript() {
        pair.observe(this::note);
    }

    /**
     * Plays a story.
     *
     * @param story its lines; those of the machine are not read
     * @return all lines, with those of the machine as they are now
     */
    static List<String> play(final List<String> story) {
        final var transcript = new Transcript();
        for (var line : story) {
            if (line.startsWith(">")) {
                if (!transcript.lines.isEmpty() && !transcript.lines.getLast().isEmpty()) {
                    transcript.lines.add("");
                }
                transcript.lines.add(line);
                transcript.act(line.substring(1).strip().split(" "));
            } else if (line.startsWith("#")) {
                transcript.lines.add(line);
            }
        }
        return transcript.lines;
    }

    private void act(final String... words) {
        switch (words[0]) {
            case "run" -> pair.runMicros(Math.round(Double.parseDouble(words[1]) * 1000));
            case "die" -> {
                pair.bridge(side(words)).die();
                pair.disconnect(side(words));
            }
            case "hang" -> pair.bridge(side(words)).sleep();
            case "go-on" -> pair.bridge(side(words)).wake();
            case "connect" -> pair.connect(side(words));
            case "disconnect" -> pair.disconnect(side(words));
            case "uplink" -> pair.setUplink(side(words), words[2].equals("up"));
            case "peer-link" -> pair.setPeerLink(words[1].equals("up"));
            case "switchover" -> pair.switchover();
            case "restart" -> pair.restart();
            case "replay" -> {
                for (int count = Integer.parseInt(words[2]); count > 0; count--) {
                    pair.replayHeartbeat(side(words));
                    pair.run(10);
                }
            }
            default -> throw new IllegalArgumentException("no such deed: " + String.join(" ", words));
        }
    }

    private static Side side(final String... words) {
        return Side.valueOf(words[1].toUpperCase(Locale.ROOT));
    }

    private void note(final Event event, final GroupState before, final Step step) {
        final var after = step.state();
        final boolean urgent = before.isUrgent() || after.isUrgent();
        happened(event, urgent).ifPresent(text -> line("<- " + text));
        final var verdict = after.judgement().map(Judgement::verdict);
        if (verdict.isPresent() && !verdict.equals(before.judgement().map(Judgement::verdict))) {
            final var judgement = after.judgement().orElseThrow();
            line("== " + judgement.text(name(judgement.about())));
        }
        step.commands().forEach(command -> commanded(command, urgent).ifPresent(text -> line("-> " + text)));
    }

    private void line(final String text) {
        lines.add(String.format(Locale.ROOT, "%8.1f  %s", (pair.now() - start) / MILLI, text));
    }

    private static Optional<String> happened(final Event event, final boolean urgent) {
        final var text = switch (event) {
            case Event.Tick tick -> null;
            case Event.HeartbeatAnswered answered -> urgent ? name(answered.side()) + " answers a heartbeat" : null;
            case Event.PathProbeArrived arrived -> urgent ? "a path probe of " + name(arrived.side()) + " arrives, "
                + word(arrived.direction()) : null;
            case Event.UpstreamAnswered answered -> urgent ? "a target answers " + name(answered.side()) : null;
            case Event.BarrierAnswered answered -> urgent ? name(answered.side()) + " answers a barrier" : null;
            case Event.HostsWritten written -> null;
            case Event.ChannelUp up -> name(up.side()) + " connects";
            case Event.ChannelDown down -> "the connection of " + name(down.side()) + " ends";
            case Event.DirectConnectionMade made -> "direct connection of " + name(made.side());
            case Event.DirectConnectionLost lost -> "the direct connection of " + name(lost.side()) + " ends";
            case Event.DirectConnectionGivenUp ended -> "the direct connection of " + name(ended.side())
                + " is given up";
            case Event.PortsObserved ports -> "ports of " + name(ports.side()) + ": uplink "
                + word(ports.ports().uplink()) + ", trunk " + word(ports.ports().trunks().getFirst()) + ", peer port "
                + word(ports.ports().peer());
            case Event.FlowsRead read -> name(read.side()) + " is read: its gate is "
                + (read.gateOpen() ? "open" : "closed");
            case Event.Programmed programmed -> name(programmed.side()) + " is programmed";
            case Event.GateChanged changed -> "the gate of " + name(changed.side()) + " is "
                + (changed.open() ? "open" : "closed");
            case Event.CommandFailed failed -> name(failed.side()) + " did not: " + failed.reason();
            case Event.EndMarkerArrived arrived -> "the end marker arrives at " + name(arrived.side()) + ", "
                + word(arrived.direction());
            case Event.SwitchoverRequested request -> "an operator wants a switchover";
            case Event.MaintenanceRequested request -> "an operator wants maintenance of " + name(request.side());
            case Event.AnnouncementRequested request -> "an operator wants an announcement";
            case Event.AnnouncementBegan began -> name(began.side()) + " begins to announce";
            case Event.AnnouncementSeen seen -> name(seen.side()) + " missed " + seen.missing();
            case Event.AnnouncementEnded ended -> name(ended.side()) + " has announced";
            case Event.ConfigurationChanged changed -> "another configuration";
        };
        return Optional.ofNullable(text);
    }

    private static Optional<String> commanded(final Command command, final boolean urgent) {
        final var text = switch (command) {
            case Command.SendHeartbeat heartbeat -> urgent ? "heartbeat to " + name(heartbeat.target()) : null;
            case Command.SendPathProbe probe -> urgent ? "path probe of " + name(probe.through().other()) + ", "
                + word(probe.direction()) : null;
            case Command.ProbeUpstream probe -> urgent ? "ask a target of " + name(probe.side()) : null;
            case Command.SendBarrier barrier -> urgent ? "barrier to " + name(barrier.side()) : null;
            case Command.SendEndMarker marker -> "end marker of " + name(marker.side()) + ", "
                + word(marker.direction());
            case Command.ReadFlows read -> "read the flows of " + name(read.side());
            case Command.Program program -> "program " + name(program.side());
            case Command.OpenGate open -> "OPEN the gate of " + name(open.side());
            case Command.CloseGate close -> "CLOSE the gate of " + name(close.side());
            case Command.Announce announce -> "announce by " + name(announce.side());
            case Command.StopAnnouncing stop -> "stop announcing by " + name(stop.side());
            case Command.Reply reply -> "answer the operator: " + reply.error().orElse("done");
            case Command.Record entry -> "event, " + word(entry.severity()) + ": " + entry.text();
            case Command.ReportViolation violation -> "VIOLATION: " + violation.text();
        };
        return Optional.ofNullable(text);
    }

    private static String name(final Side side) {
        return SampleGroup.DEFAULT.bridges().get(side).id().nodeId();
    }

    private static String word(final Enum<?> value) {
        return value == EvidenceState.UNKNOWN ? "not known"
            : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
