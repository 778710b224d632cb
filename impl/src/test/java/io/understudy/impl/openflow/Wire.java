/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.opendaylight.openflowjava.protocol.api.extensibility.OFGeneralSerializer;
import org.opendaylight.openflowjava.protocol.api.extensibility.SerializerExtensionProvider;
import org.opendaylight.openflowjava.protocol.api.keys.MessageTypeKey;
import org.opendaylight.openflowjava.protocol.impl.serialization.SerializationFactory;
import org.opendaylight.openflowjava.protocol.impl.serialization.SerializerRegistryImpl;
import org.opendaylight.openflowplugin.impl.protocol.serialization.SerializerInjector;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowMessageBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.AddMeterInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.RemoveMeterInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.MeterMessageBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.openflow.common.types.rev130731.FlowModCommand;
import org.opendaylight.yang.gen.v1.urn.opendaylight.openflow.common.types.rev130731.MeterModCommand;
import org.opendaylight.yangtools.binding.DataContainer;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint8;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFVersion;

/**
 * What a switch gets to see: requests go through openflowplugin's own serializers to bytes, and the bytes are read by
 * another implementation of OpenFlow 1.3.
 */
final class Wire {
    private static final Uint8 OPENFLOW_13 = Uint8.valueOf(4);
    private static final Uint32 TRANSACTION = Uint32.valueOf(7);

    private final SerializationFactory factory;

    Wire() {
        final var registry = new SerializerRegistryImpl();
        registry.init();
        SerializerInjector.injectSerializers(provider(registry), false);
        factory = new SerializationFactory(registry);
    }

    /**
     * Adapts the registry: every method that registers has a key and a serializer.
     */
    private static SerializerExtensionProvider provider(final SerializerRegistryImpl registry) {
        return (SerializerExtensionProvider) Proxy.newProxyInstance(Wire.class.getClassLoader(),
            new Class<?>[] {SerializerExtensionProvider.class}, (proxy, method, arguments) -> {
                register(registry, method, arguments);
                return null;
            });
    }

    private static void register(final SerializerRegistryImpl registry, final Method method,
            final Object... arguments) {
        assertEquals(2, arguments.length, method::toString);
        registry.registerSerializer((MessageTypeKey<?>) arguments[0], (OFGeneralSerializer) arguments[1]);
    }

    /**
     * Sends requests.
     *
     * @param inputs of RPCs; those that are no changes of flows or meters are left out
     * @return the messages as the switch reads them
     */
    List<OFMessage> send(final List<Object> inputs) {
        return inputs.stream().filter(input -> input instanceof AddFlowInput || input instanceof RemoveFlowInput
            || input instanceof AddMeterInput || input instanceof RemoveMeterInput)
            .map(Wire::message).map(this::read).toList();
    }

    /**
     * Does what openflowplugin does with the input of an RPC before it is serialized.
     */
    private static DataContainer message(final Object input) {
        return switch (input) {
            case AddFlowInput add -> new FlowMessageBuilder(add).setCommand(FlowModCommand.OFPFCADD)
                .setVersion(OPENFLOW_13).setXid(TRANSACTION).build();
            case RemoveFlowInput remove -> new FlowMessageBuilder(remove)
                .setCommand(Boolean.TRUE.equals(remove.getStrict()) ? FlowModCommand.OFPFCDELETESTRICT
                    : FlowModCommand.OFPFCDELETE)
                .setVersion(OPENFLOW_13).setXid(TRANSACTION).build();
            case AddMeterInput add -> new MeterMessageBuilder(add).setCommand(MeterModCommand.OFPMCADD)
                .setVersion(OPENFLOW_13).setXid(TRANSACTION).build();
            case RemoveMeterInput remove -> new MeterMessageBuilder(remove).setCommand(MeterModCommand.OFPMCDELETE)
                .setVersion(OPENFLOW_13).setXid(TRANSACTION).build();
            default -> throw new IllegalArgumentException(input.toString());
        };
    }

    /**
     * Reads messages as the switch does.
     *
     * @param messages encoded, one behind the other
     * @return the messages
     */
    static List<OFMessage> read(final byte[] messages) {
        final var bytes = Unpooled.wrappedBuffer(messages);
        final var read = new ArrayList<OFMessage>();
        try {
            while (bytes.isReadable()) {
                read.add(OFFactories.getFactory(OFVersion.OF_13).getReader().readFrom(bytes));
            }
        } catch (OFParseError e) {
            throw new AssertionError("not OpenFlow 1.3", e);
        }
        return read;
    }

    private OFMessage read(final DataContainer message) {
        final ByteBuf bytes = Unpooled.buffer();
        factory.messageToBuffer(OPENFLOW_13, bytes, message);
        try {
            final var read = OFFactories.getFactory(OFVersion.OF_13).getReader().readFrom(bytes);
            assertEquals(0, bytes.readableBytes(), "the length of the message is right");
            return read;
        } catch (OFParseError e) {
            throw new AssertionError("not OpenFlow 1.3: " + message, e);
        }
    }
}
