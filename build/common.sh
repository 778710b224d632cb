# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# What the commands run and test share: messages, the end of a command and the processes it must take along.
# Read with `source` by a script that has set `home`, the checkout.

# Everything a command makes outside target/ is in here.
state=${UNDERSTUDY_STATE:-$home/.understudy}
export UNDERSTUDY_STATE=$state

say() {
    printf '%s\n' "$*"
}

# Ends the command with an error: what is wrong, and below it, one per argument, what to do.
die() {
    printf 'error: %s\n' "$1" >&2
    shift
    local line
    for line in "$@"; do
        printf '       %s\n' "$line" >&2
    done
    exit 1
}

# Makes the state folder, which the log files of all steps need.
make_state() {
    mkdir -p "$state/log" 2> /dev/null && [[ -w $state/log ]] \
        || die "cannot write to $state" \
            "It may belong to another user. Run as that user, or set UNDERSTUDY_STATE to a folder of your own."
    state=$(cd "$state" && pwd -P)
    UNDERSTUDY_STATE=$state
}

is_root() {
    [[ $EUID -eq 0 ]]
}

# Ends the command unless it runs as root, which $1 needs.
need_root() {
    is_root || die "$1 needs root: it makes network namespaces and runs Open vSwitch in them" "Try: sudo $0 $2"
}

# --- the end of a command
# ------------------------------------------------------------------------------------------------

cleanups=()

# Has $1 run at the end of the command, however it ends; the last one named runs first.
at_exit() {
    cleanups=("$1" "${cleanups[@]}")
}

run_cleanups() {
    local status=$? cleanup
    # A second Ctrl-C shall not leave half of it behind.
    trap '' INT TERM HUP
    set +e
    for cleanup in "${cleanups[@]}"; do
        "$cleanup"
    done
    exit "$status"
}

trap run_cleanups EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- processes of our own
# ------------------------------------------------------------------------------------------------

# The process in work, started by start_child; 0 when there is none.
child=0
child_is_group=

# Runs a command in the background so that a signal to us is seen at once, and passed on by end_child.
# With --group it gets a session and process group of its own, all of which is ended.
start_child() {
    child_is_group=
    if [[ $1 == --group ]]; then
        shift
        child_is_group=yes
        setsid "$@" &
    else
        "$@" &
    fi
    child=$!
}

# Waits for the child and returns its status.
wait_child() {
    local status=0
    wait "$child" || status=$?
    child=0
    return "$status"
}

# Ends the child if it still runs: TERM, and KILL when it has not gone after 20 s.
end_child() {
    [[ $child -ne 0 ]] || return 0
    local target=$child
    [[ -z $child_is_group ]] || target=-$child
    terminate "$target" 20
    child=0
}
at_exit end_child

# Ends the process $1, or the process group -$1, with TERM and after $2 seconds with KILL.
terminate() {
    local tries=$(($2 * 10))
    kill -TERM -- "$1" 2> /dev/null || return 0
    while kill -0 -- "$1" 2> /dev/null; do
        if ((tries-- == 0)); then
            kill -KILL -- "$1" 2> /dev/null
            return 0
        fi
        sleep 0.1
    done
}

# Runs a command with its output in the file $2, telling every 10 s that the step $1 still runs. Returns its status.
logged() {
    local what=$1 log=$2 began=$SECONDS told=$SECONDS
    shift 2
    start_child --group "$@" > "$log" 2>&1 < /dev/null
    while kill -0 "$child" 2> /dev/null; do
        if ((SECONDS - told >= 10)); then
            told=$SECONDS
            say "$what ... ($((SECONDS - began)) s)"
        fi
        sleep 0.2
    done
    wait_child
}
