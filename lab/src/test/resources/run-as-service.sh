#!/usr/bin/env bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# Usage: run-as-service.sh ROOT, as root, in mount, network and process namespaces of its own.
#
# Runs what is installed in the tree ROOT as its unit says: the command line, the environment, no privilege, its folders,
# all else read-only. The user is nobody, for the one of the unit is not made. Ends with 0 when a group could be
# configured, is shown and kept, and the service ended when told to.

set -euo pipefail

root=$1
user=65534
api=http://127.0.0.1:8181/rests/data/bridge-failover
unit=$(< "$root/lib/systemd/system/understudy.service")
environment=$(grep -v '^#' "$root/etc/default/understudy" | grep . || true)

setting() {
    sed -n "s/^$1=//p" <<< "$unit"
}

fail() {
    printf '%s\n' "$1" >&2
    tail -n 30 /var/log/understudy/* >&2 || true
    exit 1
}

call() {
    curl -sS -o /tmp/answer -w '%{http_code}' -u admin:admin -H 'Content-Type: application/yang-data+json' "$@" || true
}

ip link set lo up
mount --make-rprivate /
# ReadWritePaths, at the places that the unit names, and beside them what this system has there.
for folder in opt var/lib var/log; do
    chown -R "$user:$user" "$root/$folder/understudy"
    mount --rbind "/$folder" /mnt
    mount -t tmpfs none "/$folder"
    for other in /mnt/*/; do
        [[ -d $other ]] || continue
        mkdir "/$folder/$(basename "$other")"
        mount --rbind "$other" "/$folder/$(basename "$other")"
    done
    umount -l /mnt
    mkdir -p "/$folder/understudy"
    mount --bind "$root/$folder/understudy" "/$folder/understudy"
done
# ProtectSystem and PrivateTmp; ROOT is out of sight from here on.
mount -o remount,bind,ro /
mount -t tmpfs -o mode=1777 none /tmp

cd "$(setting WorkingDirectory)"
umask "$(setting UMask)"
# systemd may raise the limit, a test on somebody's machine need not.
ulimit -n "$(setting LimitNOFILE)" 2> /dev/null || ulimit -n "$(ulimit -Hn)"
mapfile -t variables <<< "$environment"
read -r -a command <<< "$(setting ExecStart)"
env -i PATH="$PATH" HOME=/var/lib/understudy JAVA_HOME="$JAVA_HOME" "${variables[@]}" \
    setsid setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
    "${command[@]}" < /dev/null > /tmp/console 2>&1 &
service=$!

until [[ $(call "$api:failover-groups") =~ ^(200|409)$ ]]; do
    kill -0 "$service" 2> /dev/null || fail "the service ended: $(< /tmp/console)"
    sleep 0.5
done
status=$(call -X PUT "$api:failover-groups/group=pair1" -d '{"bridge-failover:group": [{"name": "pair1", "enabled": false}]}')
[[ $status == 201 ]] || fail "configuring was answered with $status: $(< /tmp/answer)"
until [[ $(call "$api:failover-state/group=pair1/status-reason?content=nonconfig") == 200 ]]; do
    sleep 0.2
done
printf 'the group: %s\n' "$(< /tmp/answer)"
printf 'the users of its processes: %s\n' "$(ps -o uid= -s "$service" | sort -u | tr -d ' ' | paste -sd ' ')"
[[ -n $(find /var/lib/understudy -type f -path '*journal*' -print -quit) ]] || fail 'no journal is kept'
[[ -s /var/log/understudy/karaf.log ]] || fail 'no log is written'

# systemd tells all processes of the service.
kill -TERM -- "-$service"
ended=0
wait "$service" || ended=$?
while ps -u "$user" > /dev/null; do
    sleep 0.2
done
[[ $ended == 0 || $ended == "$(setting SuccessExitStatus)" ]] || fail "the service ended with $ended"
