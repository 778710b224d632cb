# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# Runs Maven, shows how far it is, and remembers what need not be done again. Read after tools.sh.

# What the commands start; where one is missing the build is not done.
artefacts=("$home"/karaf-distro/target/assembly/{bin/karaf,etc/org.apache.karaf.features.cfg}
    "$home"/{lab,benchmarks}/target/lib)

# The files of the checkout, each ended by a zero byte: tracked, and untracked ones that are not ignored.
source_files() {
    cd "$home"
    if [[ $(git rev-parse --show-toplevel 2> /dev/null) == "$home" ]]; then
        git ls-files -z --cached --others --exclude-standard
    else
        find . \( -name target -o -name node_modules -o -name .git -o -name .understudy \) -prune -o -type f -print0 | sed -z 's|^\./||'
    fi
}

# A hash over names and contents of the files whose names match $1 and do not match $2 (extended regular expressions).
hash_of_files() {
    (source_files | grep -zE -- "$1" | { grep -zvE -- "$2" || true; } | LC_ALL=C sort -zu \
        | xargs -0r sha256sum 2> /dev/null | sha256sum | cut -d ' ' -f 1)
}

# Changes with whatever changes what is run: not with documents, tests, nor these scripts, which are run as they are.
build_stamp() {
    local documents='^[^/]*\.md$|^docs/' scripts='^(run|test)$|^\.ci/|^build/.*\.sh$|^lab/(bin|lib)/'
    hash_of_files . "$documents|$scripts|^\.(editorconfig|gitignore)$|(^|/)src/test/"
}

# Changes with whatever may make Maven need something that is not in the local repository yet.
dependencies_stamp() {
    hash_of_files '(^|/)pom\.xml$|^\.mvn/' '^$'
}

stamp_is() {
    [[ -r $state/build/$1 && $(< "$state/build/$1") == "$2" ]]
}

write_stamp() {
    mkdir -p "$state/build"
    printf '%s\n' "$2" > "$state/build/$1"
}

artefacts_exist() {
    local artefact
    for artefact in "${artefacts[@]}"; do
        [[ -e $artefact ]] || return 1
    done
}

# One build of a checkout at a time: a second waits for the first and then finds its work done.
lock_build() {
    exec 9> "$state/build.lock"
    if ! flock -n 9; then
        say "waiting for another build of this checkout"
        flock 9
    fi
}

unlock_build() {
    exec 9>&-
}

# What the plugin that generates Java from YANG has read and written, by the names that the files then had.
generated=$home/api/target
generated_list=$generated/maven-status/yang-maven-plugin/execution.state

# The folder of the YANG files that it has read. The byte before the name is a part of the length of the name, and may
# be a stroke as well.
generated_from() {
    local folder
    folder=$(LC_ALL=C grep -aoEm 1 '/[^[:cntrl:]]*/api/src/main/yang/' "$generated_list" | head -n 1) || true
    printf '%s\n' "${folder/#\/\//\/}"
}

# Where this checkout is a copy of another, the plugin would delete the files that it has generated there; where such
# a build was made from a copy of this one, they are gone here, and it gives up. After a move, and under another mount
# point, it does not know its own files. It begins again then.
forget_other_checkout() {
    [[ -e $generated_list ]] || return 0
    if [[ $(generated_from) != "$home/api/src/main/yang/" ]]; then
        say 'this checkout was built under another name; what was generated from YANG there is generated again'
    elif [[ -z $(find "$generated/generated-sources" -name '*.java' -print -quit 2> /dev/null) ]]; then
        say 'what was generated from YANG is not there any more; it is generated again'
    else
        return 0
    fi
    rm -rf "$generated"
    rm -f "$state/build/run"
}

# Builds what the commands start, unless that is done. UNDERSTUDY_BUILT=yes takes it as it is: for tests that a build
# runs.
build() {
    [[ ${UNDERSTUDY_BUILT:-} != yes ]] || return 0
    local stamp
    stamp=$(build_stamp)
    if stamp_is run "$stamp" && artefacts_exist; then
        return 0
    fi
    need_maven
    need_node
    lock_build
    if ! stamp_is run "$stamp" || ! artefacts_exist; then
        rm -f "$state/build/run"
        run_maven run quiet install -Pq -Dmaven.test.skip=true -Dduplicate-finder.skip=true -Dkaraf.archiveTarGz=false
        write_stamp run "$stamp"
    fi
    unlock_build
}

# The logs of the builds that ran tests.
test_logs=()

# Runs Maven on the whole checkout with the arguments from $3 on. $1 names the kind of build; $2 is `quiet`, or
# `tests` to show the results of tests and every error as they come. Ends the command with an error if it fails.
run_maven() {
    local kind=$1 show=$2 dependencies status=0 log=$state/log/build-$1.log
    shift 2
    dependencies=$(dependencies_stamp)
    forget_other_checkout
    say "building with Maven on Java $java_release; its output: $log"
    [[ $show != tests ]] || test_logs+=("$log")
    if stamp_is "online-$kind" "$dependencies"; then
        run_maven_once "$show" "$log" --offline "$@" || status=$?
        if ((status != 0)) && grep -qE 'in offline mode|Cannot access .* offline' "$log"; then
            say 'something is missing in the local repository, once more with the network'
            status=0
            run_maven_once "$show" "$log" "$@" || status=$?
        fi
    else
        run_maven_once "$show" "$log" "$@" || status=$?
    fi
    if ((status != 0)); then
        printf '\n' >&2
        sed -n '/BUILD FAILURE/,$p' "$log" | grep '^\[ERROR\] .' \
            | grep -vE 'Re-run Maven|For more information|\[Help 1\] [^ ]*$|full stack trace|correcting the problems|-rf :' \
            | cut -c 1-400 | head -n 12 >&2
        [[ $show != tests ]] || print_failures "$log" >&2
        printf 'error: the build failed; everything Maven said: %s\n' "$log" >&2
        [[ $show != tests ]] || print_test_results
        exit 1
    fi
    write_stamp "online-$kind" "$dependencies"
}

run_maven_once() {
    local show=$1 log=$2 began=$SECONDS status=0 follower
    shift 2
    : > "$log"
    start_child --group env JAVA_HOME="$JAVA_HOME" "$maven" --batch-mode -Dstyle.color=never -f "$home/pom.xml" \
        -Dmaven.gitcommitid.skip=true "$@" > "$log" 2>&1 < /dev/null 9>&-
    # In a process of its own: a signal that ends a shell while it reads with a time limit can crash it before it has
    # cleaned up (bash 5.2.15: 2 of 8 times).
    show_progress "$show" "$log" "$child" 9>&- &
    follower=$!
    wait_child || status=$?
    wait "$follower" || true
    ((status == 0)) || return "$status"
    say "built in $((SECONDS - began)) s"
}

# show_progress SHOW LOG PID: tells what the log of the build says, until the process ends.
show_progress() {
    local show=$1 log=$2 began=$SECONDS told=$SECONDS module='' fetched=0 line='' part='' read_status progress
    # Every line, and at least every 2 s none; one that has come only in part is put together.
    while true; do
        read_status=0
        IFS= read -r -t 2 line || read_status=$?
        line=$part$line
        part=
        if ((read_status > 128)); then
            part=$line
            line=
        elif ((read_status != 0)); then
            break
        fi
        if [[ $line =~ ^\[INFO\]\ Building\ (.*[^\ ])\ +[^\ ]+\ +\[([0-9]+/[0-9]+)\]$ ]]; then
            module="${BASH_REMATCH[2]} ${BASH_REMATCH[1]##*:: }"
            told=$SECONDS
            say "building $module ... ($((SECONDS - began)) s)"
        elif [[ $line =~ ^(\[INFO\]\ )?Downloaded\ from ]]; then
            fetched=$((fetched + 1))
        elif [[ $line == '[INFO] Reactor Summary'* ]]; then
            # What follows is told again below, where it concerns the reader.
            show=quiet
        elif [[ $show == tests && ($line =~ ^\[(INFO|WARNING)\]\ +Tests\ run: || $line == '[ERROR] '?*) ]]; then
            say "${line:0:400}"
        fi
        if ((SECONDS - told >= 10)); then
            told=$SECONDS
            progress=
            ((fetched == 0)) || progress=", $fetched files fetched"
            say "building ${module:-everything} ... ($((SECONDS - began)) s$progress)"
        fi
    done < <(tail -n +1 -s 0.2 -f --pid="$3" "$log")
}

# What each failed test said, without stack traces.
print_failures() {
    awk '
        /<<< (FAILURE|ERROR)!$/ && !/Tests run:/ { told = 1; lines = 0; print ""; print substr($0, 1, 400); next }
        told && (/^\[(INFO|ERROR|WARNING)\]/ || NF == 0) { told = 0 }
        told && !/^\t*(at |\.\.\.)/ && lines++ < 40 { print "  " substr($0, 1, 400) }' "$1"
}

# The sum of all that ran, as Surefire writes it.
print_test_results() {
    awk '
        /^\[(INFO|WARNING|ERROR)\] +Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$/ {
            line = $0
            gsub(/[^0-9 ]/, "", line)
            split(line, n, " ")
            for (i = 1; i <= 4; i++) sum[i] += n[i]
        }
        END {
            print ""
            level = (sum[2] + sum[3] > 0) ? "ERROR" : "INFO"
            print "[" level "] Results:"
            printf "[%s] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", level, sum[1], sum[2], sum[3], sum[4]
        }' "${test_logs[@]}"
}
