#!/usr/bin/env bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# Usage: raise-lab.sh LAB, in a machine as bin/machine boots it. LAB is the folder with bin/ and lib/ of the testbed.
#
# Raises the testbed as an unlucky user would, looks at it, and removes it. Prints what it saw, a line each.

set -euo pipefail

# A folder that needs quotes, files that others may not read, and interfaces in every namespace before there is a link.
place='/tmp/a checkout'
mkdir -p "$place/lab"
cp -r "$1/bin" "$1/lib" "$place/lab"
export UNDERSTUDY_STATE="$place/its state"
umask 077
modprobe ipip

lab() {
    "$place/lab/bin/lab" "$@"
}

switch() {
    ovs-ofctl -O OpenFlow13 "$2" "unix:$UNDERSTUDY_STATE/lab/bh$1/br0.mgmt" "${@:3}"
}

# The answer of an outside host to a local one: there and back through a bridge.
ask() {
    ip netns exec us-out socat TCP-LISTEN:7,reuseaddr SYSTEM:"echo $1" &
    ip netns exec us-lpar1 socat -u TCP:10.77.255.1:7,retry=100,interval=0.1 STDOUT
    wait $!
}

processes() {
    grep -lsE '^(socat|ovs-vswitchd|ovsdb-server)$' /proc/[0-9]*/comm | wc -l || true
}

printf 'kernel: %s\n' "$(uname -r)"
printf 'index of the network card: %s\n' "$(< /sys/class/net/vec0/ifindex)"
[[ -e /proc/sys/net/ipv6 ]] || printf 'no IPv6\n'

lab up --hosts 2 --direct 127.0.0.1:7654
lab status
for bridge in 1 2; do
    switch "$bridge" add-flow in_port=1,actions=output:2
    switch "$bridge" add-flow in_port=2,actions=output:1
    ask "heard through bridge $bridge"
    switch "$bridge" del-flows
done

lab fault bridge-host 1
lab heal bridge-host 1
printf 'relays to the direct address: %d\n' "$(grep -las 'TCP:127.0.0.1:7654' /proc/[0-9]*/cmdline \
    | xargs -rn 1 dirname | while read -r process; do [[ $(cat "$process/comm" 2> /dev/null) != socat ]] || echo; done | wc -l)"

lab down
printf 'left: %d namespaces, %d processes\n' "$(ip netns | wc -l)" "$(processes)"
