/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The testbed: a pair of bridge hosts with switches and hosts around it, raised and removed by {@code bin/lab}.
 *
 * <p>Close it to remove it. A lab that is open when this process ends, by Ctrl-C for instance, is removed too, unless
 * {@link #keep()} was called.
 */
public final class Lab implements AutoCloseable {
    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration SLOW = Duration.ofMinutes(5);
    private static final String STATE_VARIABLE = "UNDERSTUDY_STATE";
    private static final String STATE_PROPERTY = "understudy.state";

    private final Topology topology;
    private final Runnable removal = this::down;

    private Lab(final Topology topology) {
        this.topology = requireNonNull(topology);
    }

    /**
     * Raises the first lab of the machine, with one outside host.
     *
     * @param hosts number of local hosts, 1 to 1000
     * @return the lab
     * @throws LabException if there is one already or it cannot be raised
     */
    public static Lab up(final int hosts) {
        return up(Topology.of(hosts));
    }

    /**
     * Raises a lab.
     *
     * @param topology what it consists of
     * @return the lab
     * @throws LabException if there is one of that name already or it cannot be raised
     */
    public static Lab up(final Topology topology) {
        final var lab = new Lab(topology);
        lab.script(SLOW, "up", "--hosts", String.valueOf(topology.hosts()),
            "--remote", String.valueOf(topology.remotes()), "--datapath", String.valueOf(topology.firstDatapath()),
            "--controller", topology.controller(), "--direct", topology.direct().orElse("none"));
        ChildProcesses.atExit(lab.removal);
        return lab;
    }

    /**
     * Takes up a lab that runs already; it stays when this process ends, but closing it removes it.
     *
     * @param name name of the lab, empty for the first one
     * @return the lab
     * @throws LabException if there is none
     */
    public static Lab attach(final String name) {
        final var file = stateFolder(name).resolve("lab.properties");
        final var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LabException("No lab is up: cannot read " + file + "; raise one with: lab up", e);
        }
        return new Lab(new Topology(name, number(properties, "hosts"), number(properties, "remotes"),
            number(properties, "datapath"), properties.getProperty("controller"),
            Optional.of(properties.getProperty("direct", "none")).filter(direct -> !direct.equals("none"))));
    }

    /**
     * What the lab consists of.
     *
     * @return its topology
     */
    public Topology topology() {
        return topology;
    }

    /**
     * Breaks something.
     *
     * @param fault what
     * @param bridge at which bridge, 1 or 2
     * @return the time just before the first action; the effect follows within a few milliseconds
     */
    public Mark fault(final Fault fault, final int bridge) {
        return mark(script(QUICK, "fault", fault.scriptName(), String.valueOf(bridge)));
    }

    /**
     * Undoes a fault. A bridge host comes back as after a reboot: the same ports and controller, no flows.
     *
     * @param fault what was broken
     * @param bridge at which bridge, 1 or 2
     * @return the time just before the first action
     */
    public Mark heal(final Fault fault, final int bridge) {
        return mark(script(QUICK, "heal", fault.scriptName(), String.valueOf(bridge)));
    }

    /**
     * Lets local hosts send one ARP request, which carries their MAC and IP address, and one datagram. It is
     * answered only while a bridge forwards.
     *
     * @param numbers which hosts, counted from 1; all if none is given
     */
    public void speak(final int... numbers) {
        final var words = new ArrayList<String>(List.of("speak"));
        Arrays.stream(numbers).mapToObj(String::valueOf).forEach(words::add);
        script(SLOW, words.toArray(String[]::new));
    }

    /**
     * Adds a third bridge, openflow:9, that belongs to no group and has flows of its own.
     */
    public void strangerUp() {
        script(QUICK, "stranger", "up");
    }

    /**
     * Removes the third bridge.
     */
    public void strangerDown() {
        script(QUICK, "stranger", "down");
    }

    /**
     * The flows of a bridge as its switch reports them, one a line, without the counters.
     *
     * @param bridge 1 or 2
     * @return the flows
     */
    public List<String> dumpFlows(final int bridge) {
        return openFlow(bridge, "--no-stats", "dump-flows").lines().map(String::strip)
            .filter(line -> line.contains("actions=")).toList();
    }

    /**
     * The flows of the third bridge, as {@link #dumpFlows(int)}.
     *
     * @return the flows
     */
    public List<String> dumpStrangerFlows() {
        return control(folder().resolve("stranger"), "--no-stats", "dump-flows").lines().map(String::strip)
            .filter(line -> line.contains("actions=")).toList();
    }

    /**
     * Runs {@code ovs-ofctl} against a bridge, past the controller.
     *
     * @param bridge 1 or 2
     * @param words options, the command, and what follows the name of the bridge
     * @return its output
     */
    public String openFlow(final int bridge, final String... words) {
        topology.bridgeNamespace(bridge);
        return control(folder().resolve("bh" + bridge), words);
    }

    /**
     * Gives both bridges a further port whose link is up and behind which nobody is.
     *
     * @param port its name
     */
    public void addPort(final String port) {
        for (int bridge = 1; bridge <= 2; bridge++) {
            database(bridge, "add-port", "br0", port, "--", "set", "interface", port, "type=internal");
            ChildProcesses.run(inNamespace(topology.bridgeNamespace(bridge),
                List.of("ip", "link", "set", port, "up")), QUICK);
        }
    }

    /**
     * Takes a port of both bridges away.
     *
     * @param port its name
     */
    public void removePort(final String port) {
        for (int bridge = 1; bridge <= 2; bridge++) {
            database(bridge, "--if-exists", "del-port", "br0", port);
        }
    }

    private void database(final int bridge, final String... words) {
        final var command = new ArrayList<String>(List.of("ovs-vsctl", "--timeout=20",
            "--db=unix:" + folder().resolve("bh" + bridge).resolve("db.sock")));
        command.addAll(List.of(words));
        ChildProcesses.run(command, QUICK);
    }

    /**
     * Sets how long both bridges keep what they have cached and nobody uses: {@code max-idle} in
     * ovs-vswitchd.conf.db(5), 2 seconds in a new testbed.
     *
     * @param time the time, at least a millisecond
     */
    public void keepDecisions(final Duration time) {
        for (int bridge = 1; bridge <= 2; bridge++) {
            database(bridge, "set", "Open_vSwitch", ".", "other_config:max-idle=" + time.toMillis());
        }
    }

    /**
     * How many decisions a bridge has cached: one for each kind of frame that it has seen lately, see
     * {@link #keepDecisions}.
     *
     * @param bridge 1 or 2
     * @return their number
     */
    public int cachedDecisions(final int bridge) {
        topology.bridgeNamespace(bridge);
        final var answer = ChildProcesses.run(List.of("ovs-appctl", "-t",
            folder().resolve("bh" + bridge).resolve("ovs-vswitchd.ctl").toString(), "upcall/show"), QUICK);
        return Integer.parseInt(answer.replaceAll("(?s).*flows +: \\(current (\\d+)\\).*", "$1"));
    }

    /**
     * A command line that runs in a namespace of the lab.
     *
     * @param namespace the namespace
     * @param command program and arguments
     * @return the command line
     */
    public static List<String> inNamespace(final String namespace, final List<String> command) {
        final var words = new ArrayList<String>(List.of("ip", "netns", "exec", namespace));
        words.addAll(command);
        return words;
    }

    /**
     * The folder with sockets and messages of this lab's switches.
     *
     * @return the folder
     */
    public Path folder() {
        return stateFolder(topology.name());
    }

    /**
     * Lets the lab stay when this process ends.
     */
    public void keep() {
        ChildProcesses.notAtExit(removal);
    }

    /**
     * Removes the lab.
     */
    @Override
    public void close() {
        ChildProcesses.notAtExit(removal);
        down();
    }

    private void down() {
        script(QUICK, "down");
    }

    private static String control(final Path bridgeFolder, final String... words) {
        final var command = new ArrayList<String>(List.of("ovs-ofctl", "-O", "OpenFlow13", "--timeout=10"));
        boolean named = false;
        for (var word : words) {
            command.add(word);
            if (!named && !word.startsWith("-")) {
                command.add("unix:" + bridgeFolder.resolve("br0.mgmt"));
                named = true;
            }
        }
        return ChildProcesses.run(command, QUICK);
    }

    private String script(final Duration timeout, final String... words) {
        final var command = new ArrayList<String>(List.of(home().resolve("bin").resolve("lab").toString()));
        command.addAll(List.of(words));
        if (!topology.name().isEmpty()) {
            command.add("--name");
            command.add(topology.name());
        }
        final var builder = new ProcessBuilder(command);
        builder.environment().put(STATE_VARIABLE, stateRoot().toString());
        return ChildProcesses.run(builder, timeout);
    }

    private static Mark mark(final String json) {
        return Mark.ofEpochNanos(JsonParser.parseString(json).getAsJsonObject().get("at_ns").getAsLong());
    }

    private static int number(final Properties properties, final String key) {
        return Integer.parseInt(properties.getProperty(key));
    }

    private static Path stateFolder(final String name) {
        return stateRoot().resolve(name.isEmpty() ? "lab" : "lab-" + name);
    }

    /**
     * The folder for all that a command or a test makes outside of the build: the system property
     * {@code understudy.state}, else the environment variable {@code UNDERSTUDY_STATE}, else {@code .understudy} in the
     * checkout.
     *
     * @return the folder, absolute
     */
    public static Path stateRoot() {
        final var property = System.getProperty(STATE_PROPERTY);
        if (property != null) {
            return Path.of(property).toAbsolutePath();
        }
        final var variable = System.getenv(STATE_VARIABLE);
        return variable != null ? Path.of(variable).toAbsolutePath()
            : home().resolveSibling(".understudy");
    }

    /** The folder of this module: above the classes or the archive that this class was loaded from. */
    static Path home() {
        final Path start;
        try {
            start = Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new LabException("Cannot tell where this program lies", e);
        }
        for (var folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("bin").resolve("lab"))) {
                return folder;
            }
        }
        throw new LabException("bin/lab not found above " + start + "; run this from a checkout");
    }
}
