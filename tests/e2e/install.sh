#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a newcomer does: copies the sources, runs the demo, installs, uses the installed program, takes
# it away again.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

copy_of_the_sources() {
    mkdir sources
    # What is in the repository, with the changes that are being tested; nothing that was built.
    if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
        (cd "$root" && git ls-files -z --cached --others --exclude-standard |
            while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
            tar -c --null -T - -f -) | tar -x -C sources
    else
        (cd "$root" && tar -c --exclude='./build*' --exclude=./.git .) | tar -x -C sources
    fi
}

case_demo_and_installation() {
    local before after
    copy_of_the_sources

    run sources/scripts/demo
    expect_status 0
    expect_in out 'lost'
    expect_in out '50'
    run sources/scripts/demo
    expect_status 0

    # A build that is asked for again does nothing.
    run make -C sources --no-print-directory
    expect_status 0
    [ ! -s out ] || expect_not_in out ' (cc|ld) '

    # Staged, as a packager does it: nothing outside, and nothing of it after uninstall.
    run make -s -j "$(nproc)" -C sources install PREFIX=/usr DESTDIR="$PWD/stage"
    expect_status 0
    for file in bin/conc-tutor lib/conc-tutor/libconc-tutor-probe.so share/man/man1/conc-tutor.1 \
        share/conc-tutor/lessons/race/lesson.md share/bash-completion/completions/conc-tutor \
        share/doc/conc-tutor/explorer.md; do
        [ -f "stage/usr/$file" ] || fail "not installed: $file"
    done
    run make -s -C sources uninstall PREFIX=/usr DESTDIR="$PWD/stage"
    expect_status 0
    after=$(find stage -type f)
    [ -z "$after" ] || fail "left by uninstall: $after"

    # Used where it is, with the sources gone.
    run make -s -j "$(nproc)" -C sources install PREFIX="$PWD/prefix"
    expect_status 0
    mv sources gone
    run prefix/bin/conc-tutor list
    expect_status 0
    expect_in out '\brace\b'
    run prefix/bin/conc-tutor run --plain race/race.c 2 100
    expect_in out 'T1'
    mv gone sources

    before=$(cd sources && find . -type f | grep -v '^\./build' | sort)
    run make -s -C sources clean
    expect_status 0
    after=$(cd sources && find . -type f | sort)
    [ "$before" = "$after" ] || fail "clean leaves, or takes, something: $(
        diff <(echo "$before") <(echo "$after")
    )"
}

case_completion() {
    # shellcheck source=scripts/completions/conc-tutor.bash
    . "$root/scripts/completions/conc-tutor.bash"
    complete_words conc-tutor le
    [[ " ${COMPREPLY[*]} " == *" lesson "* ]] || fail "not completed: ${COMPREPLY[*]}"
    complete_words conc-tutor lesson r
    [[ " ${COMPREPLY[*]} " == *" race "* ]] || fail "not completed: ${COMPREPLY[*]}"
    complete_words conc-tutor --place s
    [ "${COMPREPLY[*]}" = spread ]
    complete_words conc-tutor --pl
    [[ " ${COMPREPLY[*]} " == *" --plain "* ]] || fail "not completed: ${COMPREPLY[*]}"
}
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _conc_tutor "$tutor"
}

run_cases "$@"
