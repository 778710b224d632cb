/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The managed beans of a Karaf on this machine, asked for as the user who runs it and so without a password. Whoever
 * gives one while OpenDaylight takes a change of the model has Karaf show its AAA as waiting until it is started again,
 * although it waits no more: to look would change what is looked at.
 */
final class ForeignBeans {
    private static final String ENCRYPTION_BUNDLE = "org.opendaylight.aaa.encrypt-service-impl";
    private static final String ENCRYPTION_CONFIGURATOR =
        "org.opendaylight.aaa.encrypt.impl.OSGiEncryptionServiceConfigurator";

    private interface Question<T> {
        T ask(MBeanServerConnection server) throws IOException, JMException;
    }

    private ForeignBeans() {
        // only functions
    }

    /**
     * All bundles with their states, as Karaf shows them.
     *
     * @param process the identifier of Karaf's process
     * @return for each its name, version and state
     */
    static Set<String> bundles(final long process) {
        return ask(process, server -> {
            final var bundles = new TreeSet<String>();
            for (var bundle : listed(server)) {
                bundles.add(bundle.get("Symbolic Name") + " " + bundle.get("Version") + " " + bundle.get("State"));
            }
            return bundles;
        });
    }

    /**
     * Disables the component that starts OpenDaylight's encryption service, and enables it again, as
     * {@code scr:disable} and {@code scr:enable} on the console do.
     *
     * @param process the identifier of Karaf's process
     */
    static void startEncryptionServiceOnceMore(final long process) {
        ask(process, server -> {
            final var bundle = listed(server).stream().filter(row -> ENCRYPTION_BUNDLE.equals(row.get("Symbolic Name")))
                .findFirst().orElseThrow().get("ID");
            for (var operation : List.of("disableComponent", "enableComponent")) {
                server.invoke(new ObjectName("org.apache.karaf:type=scr,name=root"), operation,
                    new Object[] {bundle, ENCRYPTION_CONFIGURATOR},
                    new String[] {long.class.getName(), String.class.getName()});
            }
            return null;
        });
    }

    private static List<CompositeData> listed(final MBeanServerConnection server) throws IOException, JMException {
        final var table = (TabularData) server.getAttribute(new ObjectName("org.apache.karaf:type=bundle,name=root"),
            "Bundles");
        return table.values().stream().map(CompositeData.class::cast).toList();
    }

    private static <T> T ask(final long process, final Question<T> question) {
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(address(process)))) {
            return question.ask(connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException("Karaf does not answer", e);
        }
    }

    private static String address(final long process) throws IOException {
        try {
            final var machine = VirtualMachine.attach(Long.toString(process));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + process + " does not let one look into it", e);
        }
    }
}
