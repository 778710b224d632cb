/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;

/**
 * All that may happen to a pair, at random.
 */
final class Faults {
    private static final long LONGEST_FAREWELL = 45 * Chance.MILLI;
    /** As long as a direct connection may be silent. */
    private static final long DIRECT_PATIENCE = 3 * Chance.SECOND;

    private final World world;
    private final Truth truth;
    private final Network network;
    private final Controller controller;
    private final Oracles oracles;

    Faults(final World world, final Truth truth, final Oracles oracles) {
        this.world = world;
        this.truth = truth;
        this.oracles = oracles;
        network = truth.network();
        controller = truth.controller();
    }

    Fault draw() {
        final var chance = world.chance();
        final var side = chance.percent(60) ? Side.PREFERRED : Side.ALTERNATE;
        return switch (chance.below(25)) {
            case 0, 1 -> processDies(side);
            case 2, 3 -> hangs(side);
            case 4, 5 -> hostDies(side);
            case 6, 7 -> carrier(side);
            case 8, 9 -> silentCut(side);
            case 10 -> lossy(side);
            case 11 -> closedConnection(side);
            case 12, 13 -> stalledConnection(side);
            case 14 -> slowConnection(side);
            case 15, 16 -> pause();
            case 17 -> restart();
            case 18 -> refusals(side);
            case 19 -> accessSwitchDies(side);
            case 20 -> operation(side);
            case 21 -> maintenance(side);
            case 22 -> move();
            case 23 -> peerLink();
            default -> isolated(side);
        };
    }

    /** A bridge dies: its process, or all of its host. */
    Fault death() {
        final var side = world.chance().percent(70) ? Side.PREFERRED : Side.ALTERNATE;
        return world.chance().percent(50) ? processDies(side) : hostDies(side);
    }

    private Fault processDies(final Side side) {
        final var bridge = network.bridge(side);
        final long farewell = world.chance().between(2 * Chance.MILLI, LONGEST_FAREWELL);
        return new Fault("the process of " + side + " dies", () -> {
            bridge.die();
            truth.channel(side).closeByBridge(farewell);
            world.agenda().after(farewell, () -> controller.directConnectionLost(side));
            truth.touched(side);
        }, () -> start(side));
    }

    private void start(final Side side) {
        network.bridge(side).start();
        truth.channel(side).reconnect();
        truth.touched(side);
    }

    private Fault hangs(final Side side) {
        return new Fault(side + " hangs", () -> {
            network.bridge(side).hang();
            truth.touched(side);
        }, () -> {
            network.bridge(side).wake();
            truth.disorder();
            truth.touched(side);
        });
    }

    private Fault hostDies(final Side side) {
        return new Fault("the host of " + side + " dies", () -> {
            network.bridge(side).dieWithDatapath();
            truth.channel(side).vanish();
            cables(side).forEach(Link::breakCarrier);
            truth.touched(side);
            truth.cutOff(side);
        }, () -> {
            cables(side).forEach(Link::mendCarrier);
            start(side);
            truth.cutOff(side);
        });
    }

    private List<Link> cables(final Side side) {
        return ImmutableList.<Link>builder().add(network.uplink(side), network.peerLink())
            .addAll(network.trunks(side)).build();
    }

    private Fault carrier(final Side side) {
        final var link = link(side);
        return new Fault(link.name() + " loses its carrier", () -> {
            link.breakCarrier();
            truth.touched(side);
        }, () -> {
            link.mendCarrier();
            truth.touched(side);
        });
    }

    private Link link(final Side side) {
        final var chance = world.chance();
        final var trunks = network.trunks(side);
        return switch (chance.below(3)) {
            case 0 -> network.uplink(side);
            case 1 -> network.upstream(side);
            default -> trunks.get(chance.below(trunks.size()));
        };
    }

    private Fault silentCut(final Side side) {
        final var link = link(side);
        final int from = world.chance().below(3);
        return new Fault(link.name() + " swallows frames" + (from < 2 ? " of one direction, " + from : ""), () -> {
            swallow(link, from, true);
            truth.touched(side);
        }, () -> {
            swallow(link, from, false);
            truth.touched(side);
        });
    }

    private static void swallow(final Link link, final int from, final boolean begins) {
        for (int end = 0; end < 2; end++) {
            if (from == 2 || from == end) {
                if (begins) {
                    link.swallow(end);
                } else {
                    link.stopSwallowing(end);
                }
            }
        }
    }

    private Fault lossy(final Side side) {
        final boolean peer = world.chance().percent(50);
        final var link = peer ? network.peerLink() : link(side);
        final int percent = world.chance().pick(5, 20, 50);
        return new Fault(link.name() + " loses " + percent + " %", () -> {
            link.lose(percent);
            touch(side, peer);
        }, () -> {
            link.lose(0);
            touch(side, peer);
        });
    }

    private void touch(final Side side, final boolean peer) {
        if (peer) {
            truth.cutOff(Side.PREFERRED);
            truth.cutOff(Side.ALTERNATE);
        } else {
            truth.touched(side);
        }
    }

    private Fault closedConnection(final Side side) {
        final boolean byBridge = world.chance().percent(50);
        return Fault.once("the connection of " + side + " is closed", () -> {
            truth.cutOff(side);
            if (!byBridge) {
                truth.channel(side).closeByController();
            } else if (network.bridge(side).isWell()) {
                truth.channel(side).closeByBridge(0);
                truth.channel(side).reconnect();
            }
        });
    }

    private Fault stalledConnection(final Side side) {
        return new Fault("the connection of " + side + " is silently cut", () -> {
            truth.channel(side).stall();
            truth.cutOff(side);
            world.agenda().after(DIRECT_PATIENCE, () -> {
                if (truth.channel(side).isStalled()) {
                    controller.directConnectionGivenUp(side);
                }
            });
        }, () -> {
            truth.channel(side).unstall();
            truth.cutOff(side);
        });
    }

    private Fault slowConnection(final Side side) {
        final long more = world.chance().spread(Chance.MILLI, 80 * Chance.MILLI);
        return new Fault("the connection of " + side + " is slow by " + more / Chance.MILLI + " ms", () -> {
            truth.channel(side).slow(more);
            truth.cutOff(side);
        }, () -> {
            truth.channel(side).slow(-more);
            truth.cutOff(side);
        });
    }

    private Fault pause() {
        return new Fault("the controller pauses", () -> {
            controller.pause();
            truth.changed();
        }, () -> {
            controller.resume();
            truth.changed();
        });
    }

    private Fault restart() {
        return new Fault("the controller ends", () -> {
            if (controller.isRunning()) {
                controller.stop();
                truth.changed();
            }
        }, () -> {
            if (!controller.isRunning()) {
                controller.start(world.chance().seed());
                truth.changed();
            }
        });
    }

    private Fault refusals(final Side side) {
        final int what = world.chance().below(5);
        final var refused = switch (what) {
            case 0, 1 -> "its gate";
            case 2 -> "to close its gate";
            case 3 -> "flows";
            default -> "everything";
        };
        return new Fault(side + " refuses " + refused, () -> {
            network.bridge(side).refuse(what < 2 || what == 4, what == 2 || what == 4, what >= 3);
            truth.touched(side);
        }, () -> {
            network.bridge(side).refuse(false, false, false);
            truth.touched(side);
        });
    }

    private Fault accessSwitchDies(final Side side) {
        return new Fault("the switch of " + side + " dies", () -> {
            network.uplink(side).breakCarrier();
            network.upstream(side).breakCarrier();
            truth.touched(side);
        }, () -> {
            network.uplink(side).mendCarrier();
            network.upstream(side).mendCarrier();
            truth.touched(side);
        });
    }

    private Fault operation(final Side side) {
        return switch (world.chance().below(4)) {
            case 0 -> Fault.once("announcement", () -> controller.request("announce", (group, answer, now) ->
                group.announce(answer, now)));
            case 1 -> Fault.once("hosts are cleared", () -> controller.request("clear", (group, answer, now) -> {
                oracles.cleared();
                group.clearHosts(Optional.empty());
                answer.accept(Optional.empty());
            }));
            default -> Fault.once("switchover", () -> {
                truth.requested();
                controller.request("switchover", (group, answer, now) -> group.switchover(
                    world.chance().percent(50) ? Optional.of(side) : Optional.empty(), "simulated", answer, now));
            });
        };
    }

    private Fault maintenance(final Side side) {
        return new Fault("maintenance of " + side, () -> maintenance(side, true), () -> maintenance(side, false));
    }

    void maintenance(final Side side, final boolean enabled) {
        truth.maintenance(side, enabled);
        controller.request("maintenance of " + side + " " + enabled, (group, answer, now) ->
            group.maintenance(side, enabled, answer, now));
    }

    private Fault move() {
        final var chance = world.chance();
        final var station = network.locals().get(chance.below(network.locals().size()));
        final int there = chance.percent(70) ? network.outside() : chance.below(network.outside() + 1);
        final boolean speaks = chance.percent(80);
        return new Fault(station + " moves", () -> move(station, there, speaks),
            () -> move(station, chance.below(network.outside()), true));
    }

    private void move(final Station station, final int place, final boolean speaks) {
        station.moveTo(place);
        oracles.service().moved(station);
        truth.changed();
        if (speaks) {
            world.agenda().after(Chance.MILLI, () -> station.askFor(network.partnerOf(station).address()));
        }
    }

    private Fault peerLink() {
        final boolean carrier = world.chance().percent(50);
        final int from = world.chance().below(3);
        return new Fault("the peer link " + (carrier ? "loses its carrier" : "swallows frames, " + from), () -> {
            if (carrier) {
                network.peerLink().breakCarrier();
            } else {
                swallow(network.peerLink(), from, true);
            }
            touch(Side.PREFERRED, true);
        }, () -> {
            if (carrier) {
                network.peerLink().mendCarrier();
            } else {
                swallow(network.peerLink(), from, false);
            }
            touch(Side.PREFERRED, true);
        });
    }

    /** Connection and peer link are cut at once: nothing but path probes shows that the bridge lives. */
    private Fault isolated(final Side side) {
        final boolean closed = world.chance().percent(50);
        return new Fault(side + " is cut off from the controller and the other bridge", () -> {
            swallow(network.peerLink(), 2, true);
            if (closed && network.bridge(side).isWell()) {
                truth.channel(side).closeByBridge(0);
                truth.channel(side).reconnect();
                controller.directConnectionLost(side);
            }
            truth.channel(side).stall();
            touch(side, true);
        }, () -> {
            swallow(network.peerLink(), 2, false);
            truth.channel(side).unstall();
            touch(side, true);
        });
    }
}
