# shellcheck shell=bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# Namespaces, links, switches and hosts, made in a few batches so that a thousand hosts come up in seconds.
#
#   lpar1..N -- hv -- bh1, bh2 (trunk)    hv: the hypervisor's virtual switch
#               bh1 uplink -- swA -- core -- out, out2..
#               bh2 uplink -- swB -- core
#               bh1 peer -- bh2 peer

build_network() {
    fabric=${prefix}fabric
    make_namespaces
    # From a namespace of no other use, which ends with the command: some kernels, as 6.1, refuse an interface index that
    # is taken where the link is made from, and here the machine's own network cards are.
    links | unshare --net ip -batch - || die "the links could not be made"
    prepare "$fabric" $(fabric_ports)
    switches | ip -n "$fabric" -batch - || die "the switches could not be made"
    local number
    for ((number = 1; number <= hosts; number++)); do
        local_mac "$number"
        printf 'fdb add %s dev lpar%d master static\n' "$it" "$number"
    done | bridge -n "$fabric" -batch -
    for number in 1 2; do
        prepare "${prefix}bh$number" trunk uplink peer
        printf 'link set dev %s up\n' lo trunk uplink peer | ip -n "${prefix}bh$number" -batch -
    done
    for ((number = 1; number <= hosts; number++)); do
        prepare "${prefix}lpar$number" eth0
        local_host "$number" | ip -n "${prefix}lpar$number" -batch -
    done
    for ((number = 1; number <= remotes; number++)); do
        outside "$number"
        prepare "$it" eth0
        outside_host "$number" | ip -n "$it" -batch -
    done
}

# On record first, so that "down" finds them after an interruption at any point.
make_namespaces() {
    local namespace all=("$fabric" "${prefix}bh1" "${prefix}bh2") number
    for ((number = 1; number <= hosts; number++)); do
        all+=("${prefix}lpar$number")
    done
    for ((number = 1; number <= remotes; number++)); do
        outside "$number"
        all+=("$it")
    done
    for namespace in "${all[@]}"; do
        [[ ! -e /run/netns/$namespace ]] \
            || die "namespace $namespace exists and is not of this lab; remove it (ip netns delete $namespace) or use --name"
    done
    printf 'namespace %s\n' "${all[@]}" >>"$state/made"
    printf 'netns add %s\n' "${all[@]}" | ip -batch - || die "the namespaces could not be made"
}

# The functions that name something leave it in "it": a process for each name of a thousand hosts takes seconds.
outside() {
    it=${prefix}out
    (($1 == 1)) || it+=$1
}

outside_port() {
    it=out
    (($1 == 1)) || it+=$1
}

local_mac() {
    printf -v it '02:00:00:%02x:01:%02x' $(($1 >> 8)) $(($1 & 255))
}

outside_mac() {
    printf -v it '02:00:00:00:02:%02x' "$1"
}

local_ip() {
    printf -v it '10.77.%d.%d' $(($1 >> 8)) $(($1 & 255))
}

# The two ends of a link get different interface indexes: where they are equal, the kernel reports a loss of carrier
# in batches of one a second, and every detection would look up to a second late. They begin above 100: a kernel with
# tunnels (ipip, gre, sit and others) has every namespace begin with an interface of each, at the indexes from 2 on.
links() {
    local number
    for number in 1 2; do
        printf 'link add trunk netns %sbh%d index 1%d1 type veth peer name hv-bh%d netns %s index 100%d\n' \
            "$prefix" "$number" "$number" "$number" "$fabric" "$number"
    done
    printf 'link add uplink netns %sbh1 index 112 type veth peer name swA-bh1 netns %s index 1011\n' "$prefix" "$fabric"
    printf 'link add uplink netns %sbh2 index 122 type veth peer name swB-bh2 netns %s index 1012\n' "$prefix" "$fabric"
    printf 'link add peer netns %sbh1 index 113 type veth peer name peer netns %sbh2 index 123\n' "$prefix" "$prefix"
    printf 'link add swA-core netns %s index 1021 type veth peer name core-swA netns %s index 1031\n' "$fabric" "$fabric"
    printf 'link add swB-core netns %s index 1022 type veth peer name core-swB netns %s index 1032\n' "$fabric" "$fabric"
    for ((number = 1; number <= hosts; number++)); do
        local_mac "$number"
        printf 'link add eth0 netns %slpar%d index 102 address %s type veth peer name lpar%d netns %s index %d\n' \
            "$prefix" "$number" "$it" "$number" "$fabric" $((2000 + number))
    done
    for ((number = 1; number <= remotes; number++)); do
        outside "$number" && printf 'link add eth0 netns %s index 102 ' "$it"
        outside_mac "$number" && printf 'address %s type veth ' "$it"
        outside_port "$number" && printf 'peer name %s netns %s index %d\n' "$it" "$fabric" $((4000 + number))
    done
}

fabric_ports() {
    local number
    printf '%s\n' hv-bh1 hv-bh2 swA-bh1 swB-bh2 swA-core core-swA swB-core core-swB
    for ((number = 1; number <= hosts; number++)); do
        printf 'lpar%d\n' "$number"
    done
    for ((number = 1; number <= remotes; number++)); do
        outside_port "$number"
        printf '%s\n' "$it"
    done
}

# prepare NAMESPACE INTERFACE...: no IPv6 (its own chatter would make silent hosts speak) and no offloads (the
# userspace datapath would see frames with half a checksum). The interfaces are still down.
prepare() {
    nsenter --net="/run/netns/$1" bash -c '
        for scope in all default; do
            file=/proc/sys/net/ipv6/conf/$scope/disable_ipv6
            [[ ! -e $file ]] || echo 1 >"$file"
        done
        shift
        for interface in "$@"; do
            ethtool -K "$interface" tx off rx off gso off gro off tso off >/dev/null || exit 1
        done' prepare "$@" || die "the interfaces of namespace $1 could not be set up"
}

# hv imitates PowerVM's hypervisor switch: it knows the adapters of its hosts, sends whatever else to the trunks,
# and learns nothing from them. The others are ordinary learning switches with a table that ages after 300 s.
switches() {
    local switch number
    for switch in hv swA swB core; do
        printf 'link add %s type bridge stp_state 0 forward_delay 0 ageing_time 30000 mcast_snooping 0\n' "$switch"
        printf 'link set dev %s up\n' "$switch"
    done
    for number in 1 2; do
        port hv "hv-bh$number"
        printf 'link set dev hv-bh%d type bridge_slave learning off\n' "$number"
    done
    port swA swA-bh1 swA-core
    port swB swB-bh2 swB-core
    port core core-swA core-swB
    for ((number = 1; number <= hosts; number++)); do
        port hv "lpar$number"
        printf 'link set dev lpar%d type bridge_slave flood off\n' "$number"
    done
    for ((number = 1; number <= remotes; number++)); do
        outside_port "$number"
        port core "$it"
    done
}

port() {
    local switch=$1 interface
    shift
    for interface in "$@"; do
        printf 'link set dev %s master %s\nlink set dev %s up\n' "$interface" "$switch" "$interface"
    done
}

# Neighbours are permanent both ways, so that no refresh of an ARP entry makes a silent host speak. The outside's
# second address has no entry: asking for it is how a host speaks (see "lab speak").
local_host() {
    local number
    local_ip "$1"
    printf 'link set dev lo up\naddress add %s/16 brd 10.77.255.255 dev eth0\nlink set dev eth0 up\n' "$it"
    for ((number = 1; number <= remotes; number++)); do
        outside_mac "$number"
        printf 'neighbour replace 10.77.255.%d lladdr %s nud permanent dev eth0\n' "$number" "$it"
    done
}

outside_host() {
    local number
    printf 'link set dev lo up\naddress add 10.77.255.%d/16 brd 10.77.255.255 dev eth0\n' "$1"
    (($1 > 1)) || printf 'address add 10.77.255.254/16 brd 10.77.255.255 dev eth0\n'
    printf 'link set dev eth0 up\n'
    for ((number = 1; number <= hosts; number++)); do
        local_ip "$number" && printf 'neighbour replace %s ' "$it"
        local_mac "$number" && printf 'lladdr %s nud permanent dev eth0\n' "$it"
    done
}
