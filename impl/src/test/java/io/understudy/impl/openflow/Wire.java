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
import org.opendaylight.openflowjava.protocol.api.extensibility.DeserializerExtensionProvider;
import org.opendaylight.openflowjava.protocol.api.extensibility.OFGeneralDeserializer;
import org.opendaylight.openflowjava.protocol.api.extensibility.OFGeneralSerializer;
import org.opendaylight.openflowjava.protocol.api.extensibility.SerializerExtensionProvider;
import org.opendaylight.openflowjava.protocol.api.keys.MessageCodeKey;
import org.opendaylight.openflowjava.protocol.api.keys.MessageTypeKey;
import org.opendaylight.openflowjava.protocol.api.keys.TypeToClassKey;
import org.opendaylight.openflowjava.protocol.impl.deserialization.DeserializationFactory;
import org.opendaylight.openflowjava.protocol.impl.deserialization.DeserializerRegistryImpl;
import org.opendaylight.openflowjava.protocol.impl.serialization.SerializationFactory;
import org.opendaylight.openflowjava.protocol.impl.serialization.SerializerRegistryImpl;
import org.opendaylight.openflowplugin.impl.protocol.deserialization.DeserializerInjector;
import org.opendaylight.openflowplugin.impl.protocol.serialization.SerializerInjector;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.statistics.rev130819.multipart.reply.multipart.reply.body.MultipartReplyFlowStats;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowMessageBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.multipart.request.multipart.request.body.MultipartRequestFlowStatsBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.multipart.request.multipart.request.body.multipart.request.flow.stats.FlowStatsBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.AddMeterInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.RemoveMeterInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.MeterMessageBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.multipart.types.rev170112.MultipartReply;
import org.opendaylight.yang.gen.v1.urn.opendaylight.multipart.types.rev170112.MultipartRequestBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.openflow.common.types.rev130731.FlowModCommand;
import org.opendaylight.yang.gen.v1.urn.opendaylight.openflow.common.types.rev130731.MeterModCommand;
import org.opendaylight.yangtools.binding.DataContainer;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint8;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
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
    private final DeserializationFactory reader;

    Wire() {
        final var registry = new SerializerRegistryImpl();
        registry.init();
        SerializerInjector.injectSerializers(provider(registry), false);
        factory = new SerializationFactory(registry);
        final var readers = new DeserializerRegistryImpl();
        readers.init();
        reader = new DeserializationFactory(readers);
        DeserializerInjector.injectDeserializers(provider(readers));
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

    private DeserializerExtensionProvider provider(final DeserializerRegistryImpl registry) {
        return (DeserializerExtensionProvider) Proxy.newProxyInstance(Wire.class.getClassLoader(),
            new Class<?>[] {DeserializerExtensionProvider.class}, (proxy, method, arguments) -> {
                if (arguments[0] instanceof TypeToClassKey key) {
                    if (arguments.length == 1) {
                        return reader.unregisterMapping(key);
                    }
                    reader.registerMapping(key, (Class<?>) arguments[1]);
                } else {
                    assertEquals(2, arguments.length, method::toString);
                    registry.registerDeserializer((MessageCodeKey) arguments[0], (OFGeneralDeserializer) arguments[1]);
                }
                return null;
            });
    }

    /**
     * Receives what a bridge tells of its flows, as openflowplugin does.
     *
     * @param reply the message, without those that follow it
     * @return the answer to the request
     */
    GetFlowStatisticsOutput receive(final OFFlowStatsReply reply) {
        final ByteBuf bytes = Unpooled.buffer();
        reply.writeTo(bytes);
        // openflowplugin's framer takes the version away
        bytes.skipBytes(1);
        final var message = (MultipartReply) reader.deserialize(bytes, OPENFLOW_13);
        return new GetFlowStatisticsOutputBuilder().setFlowAndStatisticsMapList(
            ((MultipartReplyFlowStats) message.getMultipartReplyBody()).getFlowAndStatisticsMapList()).build();
    }

    private static void register(final SerializerRegistryImpl registry, final Method method,
            final Object... arguments) {
        assertEquals(2, arguments.length, method::toString);
        registry.registerSerializer((MessageTypeKey<?>) arguments[0], (OFGeneralSerializer) arguments[1]);
    }

    /**
     * Sends requests.
     *
     * @param inputs of RPCs; those that are no changes of flows or meters and no readings of flows are left out
     * @return the messages as the switch reads them
     */
    List<OFMessage> send(final List<Object> inputs) {
        return inputs.stream().filter(input -> input instanceof AddFlowInput || input instanceof RemoveFlowInput
            || input instanceof AddMeterInput || input instanceof RemoveMeterInput
            || input instanceof GetFlowStatisticsInput)
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
            case GetFlowStatisticsInput read -> new MultipartRequestBuilder()
                .setVersion(OPENFLOW_13).setXid(TRANSACTION).setRequestMore(false)
                .setMultipartRequestBody(new MultipartRequestFlowStatsBuilder()
                    .setFlowStats(new FlowStatsBuilder(read).build()).build()).build();
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
