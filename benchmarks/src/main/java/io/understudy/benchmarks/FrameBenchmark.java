/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import com.google.common.net.InetAddresses;
import io.understudy.core.frame.ArpPacket;
import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.frame.NeighborDiscovery;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.frame.UnsolicitedNeighborAdvertisement;
import io.understudy.core.learning.FrameObserver;
import io.understudy.core.learning.Observation;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Reading and writing of frames.
 */
@State(Scope.Benchmark)
public class FrameBenchmark {
    private static final int VLAN = 100;
    private static final int IDENTIFIER = 0x5553;

    // Not final: the compiler must not know the frames.
    private HostKey untagged = new HostKey(0, MacAddress.parse("02:00:00:00:01:01"));
    private HostKey tagged = new HostKey(VLAN, untagged.mac());
    private Inet4Address inet4 = (Inet4Address) InetAddresses.forString("10.77.0.1");
    private Inet4Address peer = (Inet4Address) InetAddresses.forString("10.77.255.1");
    private Inet6Address inet6 = (Inet6Address) InetAddresses.forString("fd77::1");
    private IcmpEcho request = new IcmpEcho(false, untagged.mac(), MacAddress.parse("02:00:00:00:01:02"), inet4, peer,
        IDENTIFIER, 1, 0x0123_4567_89ab_cdefL);
    private byte[] arp = GratuitousArp.encode(untagged, inet4);
    private byte[] taggedArp = GratuitousArp.encode(tagged, inet4);
    private byte[] rarp = RarpAnnouncement.encode(untagged);
    private byte[] advertisement = UnsolicitedNeighborAdvertisement.encode(untagged, inet6);
    private byte[] echo = request.encode();

    /** Reads an ARP request. */
    @Benchmark
    public Optional<ArpPacket> arpParse() {
        return ArpPacket.parse(arp);
    }

    /** Writes a gratuitous ARP request. */
    @Benchmark
    public byte[] arpEncode() {
        return GratuitousArp.encode(untagged, inet4);
    }

    /** Reads a RARP request as learning does: it tells of its sender, and of no address. */
    @Benchmark
    public Optional<Observation> rarpParse() {
        return FrameObserver.observe(rarp);
    }

    /** Writes a RARP announcement. */
    @Benchmark
    public byte[] rarpEncode() {
        return RarpAnnouncement.encode(untagged);
    }

    /** Reads a neighbor advertisement, and checks its checksum. */
    @Benchmark
    public Optional<NeighborDiscovery> neighborDiscoveryParse() {
        return NeighborDiscovery.parse(advertisement);
    }

    /** Writes an unsolicited neighbor advertisement. */
    @Benchmark
    public byte[] neighborDiscoveryEncode() {
        return UnsolicitedNeighborAdvertisement.encode(untagged, inet6);
    }

    /** Reads a heartbeat. */
    @Benchmark
    public Optional<IcmpEcho> echoParse() {
        return IcmpEcho.parse(echo);
    }

    /** Writes a heartbeat. */
    @Benchmark
    public byte[] echoEncode() {
        return request.encode();
    }

    /** Reads the header of a frame with a tag. */
    @Benchmark
    public EthernetFrame vlanParse() {
        return EthernetFrame.parse(taggedArp);
    }

    /** Writes a gratuitous ARP request with a tag. */
    @Benchmark
    public byte[] vlanEncode() {
        return GratuitousArp.encode(tagged, inet4);
    }
}
