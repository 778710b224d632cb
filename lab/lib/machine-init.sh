#!/bin/bash
# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
#
# The first process of the machine that bin/machine boots: sets it up, runs the command and halts.
# $0 is in the folder that bin/machine prepared.

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/run UNDERSTUDY_STATE=/run/understudy
folder=${0%/*}

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/netns /run/lock /run/tmp /run/overlay /run/shared /dev/shm /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t devpts devpts /dev/pts
mount -t hostfs -o "$folder/shared" hostfs /run/shared

# The kernel's modules are not where modprobe looks for them, and the files there are read-only.
mkdir -p /run/kernel/lib /run/kernel/bin
ln -s /usr/lib/uml/modules /run/kernel/lib/modules
printf '#!/bin/sh\nexec %s -d /run/kernel "$@"\n' "$(command -v modprobe)" >/run/kernel/bin/modprobe
chmod 755 /run/kernel/bin/modprobe
printf '/run/kernel/bin/modprobe\n' >/proc/sys/kernel/modprobe
PATH=/run/kernel/bin:$PATH

# Programs write to /tmp; but what a caller has there shall be seen.
mount -t overlay -o lowerdir=/tmp,upperdir=/run/tmp,workdir=/run/overlay overlay /tmp

# As a machine's own start would: a program that opens this device finds it.
modprobe tun

hostname machine
ip link set dev lo up
ip link set dev vec0 up

# A console that changes no byte.
stty -F /dev/tty1 raw -echo
input=/dev/null
[[ ! -e $folder/interactive ]] || input=/dev/tty1
cd "$(<"$folder/directory")" || exit
# A session of its own, so that its end takes along what reads the console.
setsid --wait bash -c "$(<"$folder/command")" <"$input" >/dev/tty1 2>&1
printf '%d\n' "$?" >/run/shared/status
echo o >/proc/sysrq-trigger
# The end comes from the kernel. Were this process to end before, it would panic.
while :; do sleep 1; done
