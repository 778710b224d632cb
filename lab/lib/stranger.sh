# shellcheck shell=bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# A bridge that belongs to nobody's group: it is at the same controller and must never be touched.

stranger_up() {
    require_lab
    need_tools
    take_lock
    [[ ! -e $state/stranger ]] || die "the stranger is up already; remove it with: lab stranger down"
    local namespace=${prefix}stranger folder=$state/stranger
    [[ ! -e /run/netns/$namespace ]] || die "namespace $namespace exists and is not of this lab"
    printf 'namespace %s\n' "$namespace" >>"$state/made"
    trap 'remove_stranger; exit 1' INT TERM HUP
    trap 'remove_stranger' EXIT
    ip netns add "$namespace"
    local side
    for side in left right; do
        ip -n "$namespace" link add "$side" type veth peer name "$side-end"
        ip -n "$namespace" link set dev "$side" up
        ip -n "$namespace" link set dev "$side-end" up
    done
    start_bridge "$namespace" "$folder"
    configure_bridge "$folder" 9 left right
    await_bridge "$folder"
    # One flow carries a cookie that anybody might use; group and meter have the lowest numbers there are.
    local target=unix:$folder/br0.mgmt
    ovs-ofctl -O OpenFlow13 add-meter "$target" meter=1,kbps,band=type=drop,rate=100000
    ovs-ofctl -O OpenFlow13 add-group "$target" group_id=1,type=all,bucket=output:2
    ovs-ofctl -O OpenFlow13 add-flow "$target" cookie=0x1,priority=100,in_port=1,actions=meter:1,goto_table:1
    ovs-ofctl -O OpenFlow13 add-flow "$target" cookie=0x2,priority=100,in_port=2,actions=output:1
    ovs-ofctl -O OpenFlow13 add-flow "$target" cookie=0x1,table=1,priority=10,actions=group:1
    trap - EXIT INT TERM HUP
    note "The stranger is up: openflow:9 in namespace $namespace."
}

remove_stranger() {
    trap - EXIT
    stop_bridge "$state/stranger"
    [[ ! -e /run/netns/${prefix}stranger ]] || ip netns delete "${prefix}stranger"
    sed -i "/^namespace ${prefix}stranger\$/d" "$state/made"
    rm -rf "$state/stranger"
}

stranger_down() {
    require_lab
    take_lock
    remove_stranger
    note "The stranger is down."
}
