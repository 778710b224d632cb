# shellcheck shell=bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# One bridge host's Open vSwitch: a private database and switch process per folder and namespace, and the relay
# that stands for the management network between its switch and the controller.

# start_bridge NAMESPACE FOLDER: everything of a bridge host that is a process.
start_bridge() {
    mkdir -p "$2"
    start_relay "$2"
    start_database "$1" "$2"
    start_switch "$1" "$2"
}

start_database() {
    [[ -e $2/conf.db ]] || ovsdb-tool create "$2/conf.db" "$(vswitch_schema)"
    in_bridge_host "$1" "$2" ovsdb-server "$2/conf.db" --remote="punix:$2/db.sock" --unixctl="$2/ovsdb-server.ctl" \
        --pidfile="$2/ovsdb-server.pid" --log-file="$2/ovsdb-server.log" -vsyslog:off -vconsole:off --no-chdir --detach
    vsctl "$2" --no-wait init
}

start_switch() {
    in_bridge_host "$1" "$2" ovs-vswitchd "unix:$2/db.sock" --unixctl="$2/ovs-vswitchd.ctl" \
        --pidfile="$2/ovs-vswitchd.pid" --log-file="$2/ovs-vswitchd.log" -vsyslog:off -vconsole:off --no-chdir --detach
    prefer_session "$(<"$2/ovs-vswitchd.pid")"
}

# prefer_session PID: where the kernel groups processes by session (sched_autogroup_enabled), a nice value counts beside
# the others of the session alone, and a daemon has none beside it. So the session gets the same value.
prefer_session() {
    { echo -15 >"/proc/$1/autogroup"; } 2>/dev/null || true
}

# in_bridge_host NAMESPACE FOLDER COMMAND...
in_bridge_host() {
    local namespace=$1 folder=$2
    shift 2
    # A bridge host has processors of its own; here it must not starve while a controller starts beside it. A switch that
    # waits for a processor for a tenth of a second loses frames, for its socket holds some 270 of them. See
    # prefer_session, too.
    OVS_RUNDIR=$folder OVS_DBDIR=$folder OVS_LOGDIR=$folder \
        nice -n -15 ip netns exec "$namespace" "$@" </dev/null >>"$folder/start.log" 2>&1 9>&- \
        || die "$1 did not start; its messages are in $folder"
}

vswitch_schema() {
    local candidate
    for candidate in /usr/share/openvswitch/vswitch.ovsschema /usr/local/share/openvswitch/vswitch.ovsschema; do
        [[ ! -e $candidate ]] || { printf '%s' "$candidate"; return; }
    done
    die "vswitch.ovsschema not found; it comes with the package openvswitch-switch"
}

vsctl() {
    local folder=$1
    shift
    ovs-vsctl --db="unix:$folder/db.sock" --timeout=20 "$@"
}

# The relay leads a process group of its own, so that one signal reaches it and its children: stopping them all is
# a management network that swallows everything, and no end of a connection gets through. Both connections of a
# bridge pass it, the controller's and the direct one.
start_relay() {
    local sockets=("$1/controller.sock" "$controller") attempt
    [[ $direct == none ]] || sockets+=("$1/direct.sock" "$direct")
    rm -f "$1"/{controller,direct}.sock
    setsid nice -n -15 bash -c 'echo $$ >"$1/relay.pid"
        shift
        while (($#)); do
            socat "UNIX-LISTEN:$1,fork,unlink-early,backlog=16" "TCP:$2,nodelay" &
            shift 2
        done
        wait' relay "$1" "${sockets[@]}" </dev/null >/dev/null 2>"$1/relay.log" 9>&- &
    disown
    for ((attempt = 0; attempt < 500; attempt++)); do
        if [[ -S $1/controller.sock && ($direct == none || -S $1/direct.sock) ]]; then
            prefer_session "$(<"$1/relay.pid")"
            return 0
        fi
        sleep 0.01
    done
    die "the relay to the controller did not start; its messages are in $1/relay.log"
}

stop_relay() {
    local pid
    pid=$(pid_of "$1" relay)
    [[ -z $pid ]] || end_process "-$pid"
    rm -f "$1"/{relay.pid,controller.sock,direct.sock}
}

# configure_bridge FOLDER DATAPATH PORT...: the ports get the OpenFlow numbers 1, 2, ... in this order.
configure_bridge() {
    local folder=$1 datapath=$2 port socket number=0 commands=()
    shift 2
    for port in "$@"; do
        number=$((number + 1))
        commands+=(-- add-port br0 "$port" -- set interface "$port" "ofport_request=$number")
    done
    for socket in controller direct; do
        [[ $socket == controller || $direct != none ]] || continue
        commands+=(-- "--id=@$socket" create controller "target=\"unix:$folder/$socket.sock\""
            connection_mode=out-of-band inactivity_probe=5000 max_backoff=1000
            -- add bridge br0 controller "@$socket")
    done
    # max-idle: what one frame of a stranger left in the cache is of no use, but all of it is examined in a takeover.
    # controller-queue-size: hosts that begin to speak at once, as after a power failure, are not forgotten in a hurry.
    # fail_mode secure: without a controller a standalone bridge would learn and forward, and two of them are a loop.
    vsctl "$folder" --no-wait add-br br0 \
        -- set bridge br0 datapath_type=netdev fail_mode=secure protocols=OpenFlow13 \
        "other_config:datapath-id=$(printf '%016x' "$datapath")" other_config:disable-in-band=true \
        other_config:controller-queue-size=512 \
        -- set Open_vSwitch . other_config:max-idle=2000 "${commands[@]}" >/dev/null
}

# Waits until the switch process has taken over the configuration and answers OpenFlow.
await_bridge() {
    local attempt
    for ((attempt = 0; attempt < 200; attempt++)); do
        if [[ -S $1/br0.mgmt ]] && ovs-ofctl -O OpenFlow13 --timeout=5 dump-ports-desc "unix:$1/br0.mgmt" 2>/dev/null \
            | grep -q '('; then
            return 0
        fi
        sleep 0.05
    done
    die "bridge br0 did not come up; see $1/ovs-vswitchd.log"
}

connected() {
    local answer
    [[ -n $(pid_of "$1" ovsdb-server) ]] || { printf 'not connected'; return; }
    answer=$(vsctl "$1" --bare --columns=is_connected find controller "target=\"unix:$1/controller.sock\"" \
        2>/dev/null) || answer=unknown
    [[ $answer == true ]] && printf 'connected' || printf 'not connected'
}

stop_bridge() {
    local process pid
    [[ -d $1 ]] || return 0
    for process in ovs-vswitchd ovsdb-server; do
        pid=$(pid_of "$1" "$process")
        [[ -z $pid ]] || end_process "$pid" || true
    done
    stop_relay "$1"
}
