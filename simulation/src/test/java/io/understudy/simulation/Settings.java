/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

/**
 * How a world is, apart from what happens in it.
 *
 * @param trunks trunks of each bridge, each with a switch of the hypervisor behind it
 * @param hypervisorLearns whether those switches learn addresses behind the trunks, or know their own hosts only
 * @param kernelDatapath whether the bridges forward in the kernel, which goes on for a while without the process
 * @param agingTime how long physical switches remember, ns
 * @param maxHostFlows hosts that a bridge has room for
 * @param channelDelay the longest delay of a message between bridge and controller, ns
 * @param timerLateness the latest that a timer of the controller usually fires, ns
 * @param idleTimeout after how long a silent connection is closed by the controller, ns
 * @param inactivity after how long a silent connection is closed by a bridge, ns
 * @param reconnectDelay how long a bridge waits before it connects again, ns; doubled up to four times that
 */
record Settings(int trunks, boolean hypervisorLearns, boolean kernelDatapath, long agingTime, int maxHostFlows,
        long channelDelay, long timerLateness, long idleTimeout, long inactivity, long reconnectDelay) {
    /** The delay of the links at the bridges, ns. */
    static final long LINK_DELAY = 30 * Chance.MICRO;

    /**
     * Draws how a world is.
     *
     * @param changing whether the configuration will change
     */
    static Settings draw(final Chance chance, final boolean changing) {
        return new Settings(changing ? chance.pick(1, 2, 2, 3) : chance.percent(20) ? 2 : 1,
            chance.percent(50), chance.percent(30),
            chance.percent(20) ? chance.between(5, 20) * Chance.SECOND : 300 * Chance.SECOND,
            chance.percent(5) ? chance.between(1, 4) > 2 ? 4 : 3 : 1000,
            chance.percent(70) ? 300 * Chance.MICRO : 3 * Chance.MILLI,
            chance.percent(80) ? Chance.MILLI : chance.spread(5 * Chance.MILLI, 100 * Chance.MILLI),
            chance.between(1, 6) * Chance.SECOND, chance.between(1, 6) * Chance.SECOND,
            chance.between(100, 1000) * Chance.MILLI);
    }
}
