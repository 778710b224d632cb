/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
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
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(address(process)))) {
            final var table = (TabularData) connector.getMBeanServerConnection()
                .getAttribute(new ObjectName("org.apache.karaf:type=bundle,name=root"), "Bundles");
            final var bundles = new TreeSet<String>();
            for (var row : table.values()) {
                final var bundle = (CompositeData) row;
                bundles.add(bundle.get("Symbolic Name") + " " + bundle.get("Version") + " " + bundle.get("State"));
            }
            return bundles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException("Karaf does not tell its bundles", e);
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
