# Copyright (c) 2026 The Understudy authors
# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# Earlier builds of Understudy, for tests of upgrades: the bundles of a commit of this repository's own history, laid
# over the present distribution. Read after maven.sh.
#
#   releases/COMMIT/source    the files of the commit
#   releases/COMMIT/overlay   what it is made of, as it lies in the distribution's folder system

# The last commit whose flows have no version; the upgrade test goes back to it.
release_before_versions=65e2c354692735a25ad0a741264d8438468c9e04

# The bundles that make the difference; all others are those of the present build. A commit from before the earlier
# revisions of the model were kept (api-history) gets an empty bundle in their place.
release_modules=(api core impl)
history_module=api-history

# Git on this checkout, also where it belongs to another user than root, who runs the tests.
in_checkout() {
    git -c "safe.directory=$home" -C "$home" "$@"
}

# Sets release_bundles: the folder with the bundles of commit $1, which are built where that was not done before.
# Nothing is installed into the local Maven repository: there the present build has the same version.
need_release() {
    local commit folder module log status=0 release_modules=("${release_modules[@]}")
    [[ $(in_checkout rev-parse --show-toplevel 2> /dev/null) == "$home" ]] \
        || die "the build of commit $1 cannot be made: $home is no checkout of the repository" \
            'Take a clone of the repository, with its history.'
    commit=$(in_checkout rev-parse --verify --quiet "$1^{commit}") \
        || die "commit $1 is not in the history of this checkout" \
            'If the clone is shallow: git fetch --unshallow. Else: git fetch origin'
    folder=$state/releases/$commit
    release_bundles=$folder/overlay
    [[ ! -e $release_bundles ]] || return 0
    need_maven
    rm -rf "$folder"
    mkdir -p "$folder/source" "$folder/made"
    in_checkout archive "$commit" | tar -x -C "$folder/source"
    [[ ! -d $folder/source/$history_module ]] || release_modules+=("$history_module")
    log=$state/log/build-release.log
    package_release "$folder/source" "$log" --offline || status=$?
    if ((status != 0)) && grep -qE 'in offline mode|Cannot access .* offline' "$log"; then
        say 'something is missing in the local repository, once more with the network'
        status=0
        package_release "$folder/source" "$log" || status=$?
    fi
    ((status == 0)) || die "the build of commit $1 failed" "Everything Maven said: $log"
    for module in "${release_modules[@]}"; do
        copy_bundle "$folder/source/$module" "$folder/made"
    done
    [[ -d $folder/source/$history_module ]] || empty_bundle "$history_module" "$folder/made"
    mv -T "$folder/made" "$release_bundles"
    rm -rf "$folder/source"
}

# package_release SOURCE LOG ARGUMENT...: compiles the modules, without tests and checks. Every test waits for it, and
# with the first compiler of the JVM alone it takes well under half of the processor time.
package_release() {
    local source=$1 log=$2 modules
    shift 2
    modules=$(IFS=, && printf '%s' "${release_modules[*]}")
    say "building the modules $modules of an earlier commit; Maven's output: $log"
    logged 'building them' "$log" env JAVA_HOME="$JAVA_HOME" \
        MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" "$maven" --batch-mode \
        -Dstyle.color=never -f "$source/pom.xml" package --projects "$modules" --threads 2 -Pq \
        -Dmaven.test.skip=true -Dduplicate-finder.skip=true -Dmaven.gitcommitid.skip=true -Djacoco.skip=true "$@"
}

# copy_bundle MODULE FOLDER: copies the jar that was built to where a Maven repository has it.
copy_bundle() {
    local jar name version
    jar=$(compgen -G "$1/target/understudy-*.jar" | grep -vE -- '-(sources|javadoc|tests)\.jar$') \
        && [[ $(wc -l <<< "$jar") -eq 1 ]] || die "no jar, or several, in $1/target"
    name=$(basename "$jar" .jar)
    version=$(sed -E 's/^understudy-[a-z-]+-([0-9])/\1/' <<< "$name")
    mkdir -p "$2/io/understudy/${name%-"$version"}/$version"
    cp "$jar" "$2/io/understudy/${name%-"$version"}/$version/"
}

# empty_bundle MODULE FOLDER: makes a bundle without content, of the version of the others in the folder.
empty_bundle() {
    local version name=understudy-$1 manifest=$2/manifest
    version=$(basename "$2"/io/understudy/understudy-api/*)
    mkdir -p "$2/io/understudy/$name/$version"
    printf '%s\n' 'Bundle-ManifestVersion: 2' "Bundle-SymbolicName: io.understudy.$1" \
        "Bundle-Version: ${version/-/.}" > "$manifest"
    "$JAVA_HOME/bin/jar" --create --file "$2/io/understudy/$name/$version/$name-$version.jar" --manifest "$manifest"
    rm "$manifest"
}
