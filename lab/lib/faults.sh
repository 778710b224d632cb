# shellcheck shell=bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# Breaking and mending. All that takes time (reading pids, composing commands) comes before the stamp, so that the
# effect follows the stamp within a few milliseconds.

# write_link_changes BRIDGE: the batches that take the links of a bridge host down and up.
write_link_changes() {
    local change
    mkdir -p "$state/bh$1" "$state/faults"
    for change in down up; do
        printf 'link set dev %s '$change'\n' uplink trunk peer >"$state/bh$1/links-$change"
    done
}

# link_of FAULT BRIDGE: the namespace and interface that a link's fault takes down.
link_of() {
    local switch
    (($2 == 1)) && switch=swA || switch=swB
    case $1 in
        uplink) printf '%sfabric %s-bh%d' "$prefix" "$switch" "$2" ;;
        trunk) printf '%sfabric hv-bh%d' "$prefix" "$2" ;;
        switch-hung) printf '%sfabric %s' "$prefix" "$switch" ;;
        upstream) printf '%sfabric %s-core' "$prefix" "$switch" ;;
        peer-link) printf '%sbh%d peer' "$prefix" "$2" ;;
        *) die "unknown fault $1; see lab --help" ;;
    esac
}

# stamp VERB FAULT BRIDGE: prints the line of JSON, with the time taken in the variable "at".
stamp() {
    printf '{"%s":"%s","bridge":%d,"at_ns":%s000}\n' "$1" "$2" "$3" "${at/[.,]/}"
}

need_pid() {
    [[ -n $2 ]] || die "$1 of bridge $3 does not run: is a fault in place already? See lab status"
}

fault() {
    require_lab
    within "the bridge" "$2" 1 2
    [[ ! -e $state/faults/$1-$2 ]] || die "fault $1 of bridge $2 is in place already; undo it with: lab heal $1 $2"
    local folder=$state/bh$2 namespace=${prefix}bh$2 at relay switch database place
    relay=$(pid_of "$folder" relay)
    switch=$(pid_of "$folder" ovs-vswitchd)
    database=$(pid_of "$folder" ovsdb-server)
    case $1 in
        bridge-host)
            need_pid "the switch process" "$switch" "$2"
            need_pid "the database" "$database" "$2"
            need_pid "the relay" "$relay" "$2"
            at=$EPOCHREALTIME
            # The relay first: nothing may tell the controller that the connection has ended.
            kill -STOP -- "-$relay"
            # A dead host loses everything at once. Starting "ip" takes longer than the rest, so it comes before the
            # processes: the other way round, the links would outlive them by some milliseconds.
            ip -n "$namespace" -batch "$folder/links-down"
            kill -KILL "$switch" "$database" ;;
        vswitchd)
            need_pid "the switch process" "$switch" "$2"
            at=$EPOCHREALTIME
            kill -KILL "$switch" ;;
        hang)
            need_pid "the switch process" "$switch" "$2"
            at=$EPOCHREALTIME
            kill -STOP "$switch" ;;
        channel)
            need_pid "the relay" "$relay" "$2"
            at=$EPOCHREALTIME
            kill -STOP -- "-$relay" ;;
        *)
            place=$(link_of "$1" "$2")
            at=$EPOCHREALTIME
            ip -n "${place% *}" link set dev "${place#* }" down ;;
    esac
    stamp fault "$1" "$2"
    : >"$state/faults/$1-$2"
}

heal() {
    require_lab
    within "the bridge" "$2" 1 2
    [[ -e $state/faults/$1-$2 ]] || die "fault $1 of bridge $2 is not in place; see lab status"
    local folder=$state/bh$2 namespace=${prefix}bh$2 at=$EPOCHREALTIME place
    case $1 in
        bridge-host)
            stop_relay "$folder"
            ip -n "$namespace" -batch "$folder/links-up"
            start_bridge "$namespace" "$folder"
            await_bridge "$folder" ;;
        vswitchd)
            start_switch "$namespace" "$folder"
            await_bridge "$folder" ;;
        hang) kill -CONT "$(pid_of "$folder" ovs-vswitchd)" ;;
        channel) kill -CONT -- "-$(pid_of "$folder" relay)" ;;
        *)
            place=$(link_of "$1" "$2")
            ip -n "${place% *}" link set dev "${place#* }" up ;;
    esac
    rm -f "$state/faults/$1-$2"
    stamp heal "$1" "$2"
}
