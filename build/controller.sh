# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# The controller: a copy of the built distribution, run in the background. Read after tools.sh.
#
#   controller/karaf      the copy, so that a build never pulls files away from under a running controller; thrown away
#                         and made anew whenever the distribution changed
#   controller/karaf.kept the copy that an earlier release took the place of, or the other way round
#   controller/data       what it keeps: the datastore, users, caches
#   controller/log        its logs
#   controller/pid        the number of the process
#   controller/built      which build runs

controller=$state/controller
http_port=8181
openflow_port=6653
direct_port=6654
ssh_port=8101

# Bundles of an earlier build that are laid over the distribution (need_release); else empty.
release_bundles=

# How long a start may take, in seconds.
start_deadline=400

# The process id of the controller that runs, or status 1. A number that meanwhile belongs to another process is not
# taken for it: the controller is the one that works in its folder.
controller_pid() {
    local pid
    [[ -r $controller/pid ]] && pid=$(< "$controller/pid") && [[ -n $pid ]] \
        && [[ $(readlink "/proc/$pid/cwd") == "$controller/karaf" ]] && printf '%s\n' "$pid"
}

# Tells the built distribution apart from the one before it.
distribution_stamp() {
    {
        (cd "$home/karaf-distro/target/assembly" && find system/io etc bin lib -type f -printf '%p %s %T@\n')
        [[ -z $release_bundles ]] || printf '%s\n' "$release_bundles"
    } | LC_ALL=C sort | sha256sum | cut -d ' ' -f 1
}

controller_is_current() {
    [[ -r $controller/built && $(< "$controller/built") == "$(distribution_stamp)" ]]
}

# Ends the command if another process has one of the controller's ports.
need_free_ports() {
    local port holder taken tries=12
    while true; do
        taken=()
        for port in "$http_port:HTTP" "$openflow_port:OpenFlow" "$direct_port:OpenFlow, listening" \
            "$ssh_port:the SSH console"; do
            holder=$(ss -Hltnp "sport = :${port%%:*}" | head -n 1)
            [[ -n $holder ]] || continue
            if [[ $holder =~ users:\(\(\"([^\"]*)\",pid=([0-9]+) ]]; then
                holder="${BASH_REMATCH[1]}, process ${BASH_REMATCH[2]}"
                tries=0
            else
                holder='a process of another user; root sees which'
            fi
            taken+=("port ${port%%:*} (${port#*:}) is taken by $holder")
        done
        [[ ${#taken[@]} -gt 0 ]] || return 0
        # A process that was just killed holds its ports for a moment, and then has no name any more.
        ((tries-- > 0)) || break
        sleep 0.25
    done
    die 'the controller cannot start, its ports are taken' "${taken[@]}" \
        'Stop that process; if it is a controller of another checkout, with ./run stop there.'
}

# Whether the copy in the folder $1 is of the build $2.
copy_is() {
    [[ -r $controller/$1/.stamp && $(< "$controller/$1/.stamp") == "$2" ]]
}

# Keeps the copy, with what is installed from it, where an earlier release takes its place or it is one itself: who
# tries an upgrade goes to and fro, and while traffic is measured nothing is to be copied. Takes the one of the build $1
# in its place if that was kept.
set_copy_aside() {
    local kept
    [[ -n $release_bundles || -e $controller/karaf/.release ]] || return 0
    copy_is karaf.kept "$1" || rm -rf "$controller/karaf.kept"
    if [[ -d $controller/karaf ]]; then
        mkdir -p "$controller/karaf/.installed"
        for kept in cache generated-bundles installed; do
            [[ ! -e $controller/data/$kept ]] || mv "$controller/data/$kept" "$controller/karaf/.installed/"
        done
        mv -T "$controller/karaf" "$controller/karaf.former"
    fi
    if [[ -d $controller/karaf.kept ]]; then
        mv -T "$controller/karaf.kept" "$controller/karaf"
        mkdir -p "$controller/data" "$controller/karaf/.installed"
        find "$controller/karaf/.installed" -mindepth 1 -maxdepth 1 -exec mv -t "$controller/data" {} +
    fi
    [[ ! -d $controller/karaf.former ]] || mv -T "$controller/karaf.former" "$controller/karaf.kept"
}

# make_copy FOLDER STAMP: makes a copy of the built distribution, with the bundles of an earlier build if there are any.
make_copy() {
    local target=$controller/$1 folder
    rm -rf "$target" "$controller/karaf.new"
    mkdir -p "$controller"
    cp -a "$home/karaf-distro/target/assembly" "$controller/karaf.new"
    [[ -z $release_bundles ]] || cp -a "$release_bundles/." "$controller/karaf.new/system/"
    [[ -z $release_bundles ]] || touch "$controller/karaf.new/.release"
    printf '%s\n' "$2" > "$controller/karaf.new/.stamp"
    # OpenDaylight keeps the users in data and the datastore beside it, below the folder that it is started in.
    rm -rf "$controller/karaf.new/data"
    ln -s ../data "$controller/karaf.new/data"
    for folder in segmented-journal snapshots state; do
        ln -s "../data/$folder" "$controller/karaf.new/$folder"
    done
    mv -T "$controller/karaf.new" "$target"
}

# Makes the copy that the next start takes, beside the one that runs.
prepare_copy() {
    local stamp
    stamp=$(distribution_stamp)
    if ! copy_is karaf "$stamp" && ! copy_is karaf.kept "$stamp"; then
        make_copy karaf.kept "$stamp"
    fi
}

# Makes the copy that runs, where the distribution changed. Data stay.
copy_distribution() {
    local stamp
    stamp=$(distribution_stamp)
    if ! copy_is karaf "$stamp"; then
        set_copy_aside "$stamp"
    fi
    if ! copy_is karaf "$stamp"; then
        make_copy karaf "$stamp"
        rm -f "$controller/data/installed"
    fi
    if [[ ! -e $controller/data/installed ]]; then
        # They were installed from another build, or their installation was interrupted.
        rm -rf "$controller/data/cache" "$controller/data/tmp" "$controller/data/generated-bundles"
    fi
    mkdir -p "$controller"/data/{segmented-journal,snapshots,state,tmp} "$controller/log"
}

# Starts the controller and waits until it can be used. With --clean it starts with an empty datastore.
start_controller() {
    local clean=${1:-} pid
    if pid=$(controller_pid); then
        if controller_is_current; then
            say "the controller runs already, process $pid"
        else
            say "the controller of an earlier build runs, process $pid"
            say 'to take the new one: ./run stop, then ./run controller'
        fi
        [[ -z $clean ]] || say 'its datastore stays as it is; to empty it: ./run stop, then ./run controller --clean'
        return 0
    fi
    need_commands ss:iproute2
    need_free_ports
    mkdir -p "$controller"
    copy_distribution
    if [[ -n $clean ]]; then
        rm -rf "$controller/data"
        copy_distribution
    fi
    at_exit stop_half_started
    launch_controller
    await_controller
    touch "$controller/data/installed"
    half_started=
    say "the controller is up: RESTCONF on http://127.0.0.1:$http_port/rests (admin/admin), OpenFlow on port" \
        "$openflow_port (${start_seconds} s)"
}

half_started=

stop_half_started() {
    [[ -n $half_started ]] || return 0
    say 'stopping the controller that was being started'
    stop_controller
}

launch_controller() {
    local log=$controller/log/karaf.log
    log_offset=$(stat -c %s "$log" 2> /dev/null || echo 0)
    half_started=yes
    (
        cd "$controller/karaf"
        unset KARAF_HOME KARAF_BASE KARAF_DATA KARAF_ETC KARAF_OPTS KARAF_DEBUG KARAF_SCRIPT UNDERSTUDY_SETENV
        export JAVA_HOME KARAF_LOG=$controller/log
        # A session of its own, and none of our files: it outlives this command and the terminal.
        exec setsid bin/karaf daemon < /dev/null > "$controller/log/console.log" 2>&1 3>&- 8>&- 9>&-
    ) &
    printf '%s\n' "$!" > "$controller/pid"
    controller_is_current || distribution_stamp > "$controller/built"
    disown
}

# What RESTCONF answers for our model, as a status; 000 when nothing answers. 200 and 409 (no data yet) say that the
# model is there.
restconf_status() {
    local line=
    {
        exec 8<> "/dev/tcp/127.0.0.1/$http_port" \
            && printf '%s\r\n' 'GET /rests/data/bridge-failover:failover-groups?content=config&depth=1 HTTP/1.0' \
                'Authorization: Basic YWRtaW46YWRtaW4=' 'Accept: application/yang-data+json' '' >&8 \
            && IFS= read -r -t 10 line <&8
        exec 8>&-
    } 2> /dev/null
    [[ $line =~ ^HTTP/[0-9.]+\ ([0-9]+) ]] && printf '%s\n' "${BASH_REMATCH[1]}" || printf '000\n'
}

await_controller() {
    local began=$SECONDS told=$SECONDS status missing pid relaunched=
    pid=$(< "$controller/pid")
    say "starting the controller, process $pid, on Java $java_release; its log: $controller/log/karaf.log"
    while true; do
        kill -0 "$pid" 2> /dev/null || controller_failed "the controller ended while it started"
        missing=
        status=$(restconf_status)
        [[ $status == 200 || $status == 409 ]] || missing="RESTCONF on port $http_port"
        [[ -n $(ss -Hltn "sport = :$openflow_port") ]] || missing+="${missing:+ and }OpenFlow on port $openflow_port"
        if [[ -z $missing ]]; then
            start_seconds=$((SECONDS - began))
            return 0
        fi
        ((SECONDS - began < start_deadline)) \
            || controller_failed "the controller is not ready after $start_deadline s: no $missing (status $status)"
        if ((SECONDS - told >= 5)); then
            told=$SECONDS
            ! this_start_logged | grep -qF 'Error installing boot features' \
                || controller_failed 'the controller could not install its features'
            # Karaf 4.4.8 now and then starts its management bundle twice at once; the second finds the port of the
            # first taken and fails, and OpenFlow waits for ever for all bundles to be active.
            if [[ -z $relaunched ]] && this_start_logged | grep -qF 'Port already in use: 1099'; then
                relaunched=yes
                say "Karaf has stumbled over its own management port; starting it once more"
                terminate "$pid" 30
                launch_controller
                pid=$(< "$controller/pid")
                began=$SECONDS
                continue
            fi
            say "waiting for $missing ... ($((SECONDS - began)) s)"
        fi
        sleep 0.5
    done
}

# What the log has grown by since the launch.
this_start_logged() {
    tail -c "+$((log_offset + 1))" "$controller/log/karaf.log" 2> /dev/null || true
}

# Ends the command with $1 and what the logs say to it.
controller_failed() {
    {
        tail -n 5 "$controller/log/console.log" | grep -aE '^(error|Error|OpenJDK|Unrecognized|Exception|[a-z]+: )'
        this_start_logged | grep -E '\| (ERROR|FATAL) |^[^ ]*(Exception|Error): |^\s*Caused by: ' \
            | grep -vE 'Constructor argument [0-9]+ in class .* has unsupported type' \
            | cut -c 1-300 | awk '!seen[$0]++' | head -n 8
    } >&2 2> /dev/null || true
    die "$1" "Its logs: $controller/log/karaf.log and $controller/log/console.log"
}

# Stops the controller if it runs; it has 30 s to do so by itself.
stop_controller() {
    local pid
    half_started=
    if ! pid=$(controller_pid); then
        rm -f "$controller/pid"
        return 0
    fi
    say "stopping the controller, process $pid"
    terminate "$pid" 30
    rm -f "$controller/pid"
}
