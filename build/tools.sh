# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# The tools a command needs: packages of the system, a JDK, a Maven. Read after common.sh.

# --- packages
# ------------------------------------------------------------------------------------------------------------

# Has the package manager not start the services of new packages. The switches of the lab run in namespaces of their
# own; the system's Open vSwitch shall neither be started nor, where it runs, be touched.
service_policy=/usr/sbin/policy-rc.d
service_policy_mark='# Made by Understudy for the time of an installation.'

forbid_services() {
    # One that an interrupted call left behind is ours; any other is the system's own decision.
    if [[ -e $service_policy ]] && ! grep -qF "$service_policy_mark" "$service_policy"; then
        return 0
    fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$service_policy_mark" > "$service_policy"
    chmod 755 "$service_policy"
    at_exit allow_services
}

allow_services() {
    if [[ -e $service_policy ]] && grep -qF "$service_policy_mark" "$service_policy"; then
        rm -f "$service_policy"
    fi
}

# Sees to it that commands exist. Each argument is COMMAND:PACKAGE, the package of Debian that has it.
need_commands() {
    local pair missing=() packages=()
    for pair in "$@"; do
        if ! PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%:*}" > /dev/null; then
            missing+=("${pair%%:*}")
            [[ " ${packages[*]} " == *" ${pair#*:} "* ]] || packages+=("${pair#*:}")
        fi
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    command -v apt-get > /dev/null || die "missing commands: ${missing[*]}" \
        "Install them with the package manager of this system; on Debian they are in: ${packages[*]}"
    is_root || die "missing commands: ${missing[*]}" \
        "Run this as root once, or: sudo apt-get install --no-install-recommends ${packages[*]}"

    local log=$state/log/packages.log
    say "installing ${packages[*]} (apt-get; services are not started)"
    forbid_services
    export DEBIAN_FRONTEND=noninteractive
    logged 'reading the package lists' "$log" apt-get -o DPkg::Lock::Timeout=300 update || packages_failed "$log"
    logged "installing ${packages[*]}" "$log" apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends \
        "${packages[@]}" || packages_failed "$log"
    allow_services
    for pair in "$@"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%:*}" > /dev/null \
            || die "the package ${pair#*:} is installed but brought no command ${pair%%:*}" "See $log"
    done
}

# The commands of the testbed and of its measurements.
need_lab_commands() {
    need_commands ovs-vswitchd:openvswitch-switch ovs-ofctl:openvswitch-switch ip:iproute2 ethtool:ethtool socat:socat \
        tcpdump:tcpdump curl:curl ssh:openssh-client
}

# What builds the user interface.
need_node() {
    need_commands node:nodejs npm:npm
    local version
    version=$(node --version)
    version=${version#v}
    ((${version%%.*} >= 18)) || die "Node.js ${version} is too old for the user interface" \
        'It needs 18 or newer: the packages nodejs and npm of Debian 12 or newer have it.'
}

# The browser that the tests of the user interface look at it with.
need_browser() {
    need_commands chromium:chromium
}

# What reads the frames that the tests have captured.
need_frame_reader() {
    need_commands tshark:tshark
}

# What boots another kernel. There is none for other processors than those of PCs, and its tests know that, too.
need_machine() {
    if [[ $(uname -m) == x86_64 ]]; then
        need_commands linux.uml:user-mode-linux modprobe:kmod setpriv:util-linux
    else
        say "leaving out the tests on another kernel: user-mode Linux does not run on $(uname -m)"
    fi
}

packages_failed() {
    tail -n 5 "$1" >&2
    die 'apt-get failed' "Everything it said: $1"
}

# --- Java
# ----------------------------------------------------------------------------------------------------------------

# The number of the JDK release in the folder $1 (21, 25), or 0 when there is no JDK.
jdk_release() {
    local version=
    if [[ -x $1/bin/java && -x $1/bin/javac ]]; then
        if [[ -r $1/release ]]; then
            version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
        else
            version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
        fi
    fi
    printf '%s\n' "${version:-0}"
}

# Sets JAVA_HOME and java_release: JAVA_HOME if it will do, else the best JDK of the usual folders. 21 is what
# OpenDaylight supports and comes first, then the newest up to 25, then whatever is newer.
need_java() {
    java_release=0
    if [[ -n ${JAVA_HOME:-} ]]; then
        java_release=$(jdk_release "$JAVA_HOME")
        ((java_release >= 21)) && return 0
    fi
    local candidate release rank best=0 best_home='' on_path
    on_path=$(command -v javac || true)
    [[ -z $on_path ]] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for candidate in "$on_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*; do
        release=$(jdk_release "$candidate")
        ((release >= 21)) || continue
        rank=$release
        if ((release == 21)); then
            rank=1000
        elif ((release > 25)); then
            rank=$((20 - release))
        fi
        if [[ -z $best_home ]] || ((rank > best)); then
            best=$rank
            best_home=$candidate
            java_release=$release
        fi
    done
    [[ -n $best_home ]] || die "no JDK 21 or newer found (JAVA_HOME is '${JAVA_HOME:-not set}')" \
        'Install a JDK 21, for instance the package openjdk-21-jdk-headless (Debian 13, Ubuntu) or temurin-21-jdk' \
        '(Adoptium), and set JAVA_HOME to its folder if it is not below /usr/lib/jvm.'
    export JAVA_HOME=$best_home
}

# --- Maven
# ---------------------------------------------------------------------------------------------------------------

maven_needed=3.9.5
maven_fetched=3.9.11

# Sets maven, the command: the one on the PATH if it is new enough, else one that it fetches into the user's cache.
need_maven() {
    local cache folder found version
    cache=${XDG_CACHE_HOME:-${HOME:?is not set, it tells where the cache is}/.cache}/understudy
    folder=$cache/apache-maven-$maven_fetched
    if [[ -x $folder/bin/mvn ]]; then
        maven=$folder/bin/mvn
        return 0
    fi
    found=$(command -v mvn) || die "no Maven found (mvn)" "Install Maven, for instance with: apt-get install maven" \
        "It may be older than $maven_needed: a newer one is then fetched with it."
    version=$("$found" --version 2> /dev/null | sed -n 's/^.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
    if [[ $(printf '%s\n' "$maven_needed" "${version:-0}" | sort -V | head -n 1) == "$maven_needed" ]]; then
        maven=$found
        return 0
    fi
    say "fetching Maven $maven_fetched into $cache, for $found is ${version:-unknown} and $maven_needed is needed"
    # Unpacked under another name and renamed when it is whole, so that an interrupted call leaves nothing half-made
    # behind.
    maven_half_made=$cache/.half-made.$$
    at_exit remove_half_made
    mkdir -p "$maven_half_made"
    local log=$state/log/maven-fetch.log
    logged "fetching Maven $maven_fetched" "$log" env -C "$maven_half_made" "$found" -B \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
        "-Dartifact=org.apache.maven:apache-maven:$maven_fetched:zip:bin" "-DoutputDirectory=$maven_half_made" || {
        grep '^\[ERROR\]' "$log" | head -n 5 >&2
        die "Maven $maven_fetched could not be fetched with $found" \
            "Everything it said: $log" "Or install a Maven $maven_needed or newer yourself and put it on the PATH."
    }
    chmod +x "$maven_half_made/apache-maven-$maven_fetched/bin/mvn"
    mv -T "$maven_half_made/apache-maven-$maven_fetched" "$folder" 2> /dev/null || [[ -x $folder/bin/mvn ]] \
        || die "cannot rename $maven_half_made to $folder"
    remove_half_made
    maven=$folder/bin/mvn
}

remove_half_made() {
    rm -rf "$maven_half_made"
}
