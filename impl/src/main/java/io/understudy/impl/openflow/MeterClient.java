/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.util.concurrent.ListenableFuture;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeRef;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.AddMeter;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.AddMeterInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.AddMeterOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.RemoveMeter;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.RemoveMeterInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.service.rev130918.RemoveMeterOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.BandId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.MeterBandType;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.MeterFlags;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.MeterId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.band.type.band.type.DropBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.meter.MeterBandHeaders;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.meter.MeterBandHeadersBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.meter.meter.band.headers.MeterBandHeaderBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.meter.meter.band.headers.meter.band.header.MeterBandTypesBuilder;
import org.opendaylight.yangtools.binding.util.BindingMap;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.Uint32;

/**
 * The meters of a bridge: packets per second, with a burst of the same size, the excess dropped.
 */
final class MeterClient {
    // burst, kbps, pktps, stats
    private static final MeterFlags FLAGS = new MeterFlags(true, false, true, false);

    private final NodeRef node;
    private final AddMeter addMeter;
    private final RemoveMeter removeMeter;

    MeterClient(final RpcService rpcService, final NodeRef node) {
        this.node = node;
        addMeter = rpcService.getRpc(AddMeter.class);
        removeMeter = rpcService.getRpc(RemoveMeter.class);
    }

    ListenableFuture<RpcResult<AddMeterOutput>> add(final long number, final long packetsPerSecond) {
        return addMeter.invoke(new AddMeterInputBuilder().setNode(node).setMeterId(id(number)).setFlags(FLAGS)
            .setMeterBandHeaders(bands(packetsPerSecond)).build());
    }

    ListenableFuture<RpcResult<RemoveMeterOutput>> remove(final long number) {
        return removeMeter.invoke(new RemoveMeterInputBuilder().setNode(node).setMeterId(id(number)).setFlags(FLAGS)
            .build());
    }

    private static MeterId id(final long number) {
        return new MeterId(Uint32.valueOf(number));
    }

    private static MeterBandHeaders bands(final long packetsPerSecond) {
        final var rate = Uint32.valueOf(packetsPerSecond);
        return new MeterBandHeadersBuilder().setMeterBandHeader(BindingMap.of(new MeterBandHeaderBuilder()
            .setBandId(new BandId(Uint32.ZERO))
            .setMeterBandTypes(new MeterBandTypesBuilder().setFlags(new MeterBandType(true, false, false)).build())
            .setBandRate(rate).setBandBurstSize(rate)
            .setBandType(new DropBuilder().setDropRate(rate).setDropBurstSize(rate).build())
            .build())).build();
    }
}
