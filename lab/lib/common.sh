# shellcheck shell=bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# Messages, checks and the handling of processes, for bin/lab.

note() {
    printf '%s\n' "$*" >&2
}

die() {
    note "lab: $*"
    exit 1
}

# within WHAT VALUE LOWEST HIGHEST
within() {
    [[ $2 =~ ^[0-9]{1,7}$ ]] && ((10#$2 >= $3 && 10#$2 <= $4)) || die "$1 must be a number from $3 to $4, not \"$2\""
}

need_tools() {
    ((EUID == 0)) || die "network namespaces need root; run it as root"
    local tool missing=()
    for tool in ip bridge ethtool ovs-vswitchd ovsdb-server ovsdb-tool ovs-vsctl ovs-ofctl socat nsenter flock; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    ((${#missing[@]} == 0)) || die "not installed: ${missing[*]}; they are in the Debian packages iproute2, ethtool," \
        "openvswitch-switch, socat and util-linux"
}

# Every bridge of Open vSwitch's own datapath has a device of this kind. Without it the switch would only never answer.
need_tun() {
    [[ -c /dev/net/tun ]] || modprobe tun 2>/dev/null || true
    [[ -c /dev/net/tun ]] || die "there is no device /dev/net/tun, which Open vSwitch needs; load the module tun; if" \
        "this is a container, start it with that device"
}

# Two commands at once would build and remove the same lab. Daemons must not inherit descriptor 9.
take_lock() {
    exec 9>"$state/lock"
    flock --timeout 60 9 || die "another lab command is at work on $state"
}

# Tells which folder the lab on record was raised with, as "origin". Where that is another one, which still has it, this
# one is a copy: what it says of namespaces and processes is true of the other lab.
find_origin() {
    local kind folder
    origin=$state
    read -r kind folder 2>/dev/null <"$state/made" || return 0
    [[ $kind == folder && $folder != "$state" ]] || return 0
    if [[ -e $folder/made && ! $folder -ef $state ]]; then
        note "$state is a copy of $folder; the lab that it tells of is left alone"
        rm -rf "$state"/{bh1,bh2,stranger,faults,made,lab.properties}
    else
        origin=$folder
    fi
}

# Reads what "up" wrote down.
require_lab() {
    [[ -e $state/made && -e $state/lab.properties ]] \
        || die "no lab is up below $state; raise one with: lab up${name:+ --name $name}"
    local key value
    while IFS='=' read -r key value; do
        case $key in
            hosts) hosts=$value ;;
            remotes) remotes=$value ;;
            datapath) datapath=$value ;;
            controller) controller=$value ;;
            direct) direct=$value ;;
        esac
    done <"$state/lab.properties"
}

# The jobs started in the background must all have succeeded.
wait_for_all() {
    local job
    for job in $(jobs -p); do
        wait "$job"
    done
}

# The one-letter state of a process as the kernel names it; Z and X are as good as gone.
process_state() {
    local line
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
    line=${line##*) }
    printf '%s' "${line%% *}"
}

# pid_of FOLDER PROCESS: the pid on record, only while that process still is the one that the lab started there, by the
# name that the folder had then.
pid_of() {
    local pid command
    { read -r pid <"$1/$2.pid"; } 2>/dev/null || return 0
    [[ $pid =~ ^[0-9]+$ ]] || return 0
    { command=$(tr '\0' ' ' <"/proc/$pid/cmdline"); } 2>/dev/null || return 0
    [[ $command == *"$1/"* || $command == *"$origin${1#"$state"}/"* ]] || return 0
    printf '%s' "$pid"
}

# end_process PID: kills it and waits until it is gone. A negative number names a process group.
end_process() {
    local attempt
    kill -KILL -- "$1" 2>/dev/null || return 0
    for ((attempt = 0; attempt < 500; attempt++)); do
        case $(process_state "${1#-}") in
            '' | Z | X) return 0 ;;
        esac
        sleep 0.01
    done
    note "process ${1#-} does not end"
    return 1
}
