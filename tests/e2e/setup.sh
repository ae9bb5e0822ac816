#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# scripts/setup: what it calls, with stand-ins for the package tools that write down their arguments.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# A PATH that has only the named tools (real ones) and stand-ins for the rest.
only() { # TOOL ...
    local tool
    mkdir bin
    for tool in sh env dirname cat "$@"; do ln -s "$(command -v "$tool")" "bin/$tool"; done
}
stand_in() { # LINE ...: a script called $name that notes its call, then does the lines
    {
        echo '#!/bin/sh'
        # shellcheck disable=SC2016 # for the script itself
        echo 'echo "${0##*/} $*" >>'"'$PWD/calls'"
        printf '%s\n' "$@"
    } >"bin/$name"
    chmod +x "bin/$name"
}
setup() { # run|test
    : >>calls
    run env PATH="$PWD/bin" "$root/scripts/setup" "$1"
}
all_run_tools=(cc make pkg-config msgfmt)

case_all_is_there() {
    only "${all_run_tools[@]}"
    name=apt-get stand_in 'exit 1'
    name=sudo stand_in 'exit 1'
    setup run
    expect_status 0
    [ ! -s calls ] || fail "called: $(cat calls)"
    [ ! -s out ] || fail "said: $(cat out)"
}

case_missing_is_installed_by_root() {
    only make pkg-config msgfmt
    name=id stand_in 'echo 0'
    # The compiler "comes" with the installation.
    name=apt-get stand_in "ln -s '$(command -v cc)' '$PWD/bin/cc'"
    ln -s "$(command -v ln)" bin/ln
    setup run
    expect_status 0
    expect_in calls '^apt-get install -y .*\bgcc\b'
    expect_not_in calls 'update|sudo|libreadline|tmux'
}

case_lists_are_fetched_when_needed() {
    only make pkg-config msgfmt ln
    name=id stand_in 'echo 0'
    # shellcheck disable=SC2016 # for the script itself
    name=apt-get stand_in '[ "$1" = update ] && { >'"'$PWD/updated'"'; exit 0; }' \
        "[ -e '$PWD/updated' ] || exit 100" "ln -s '$(command -v cc)' '$PWD/bin/cc'"
    setup run
    expect_status 0
    [ "$(grep -c '^apt-get update' calls)" -eq 1 ]
    [ "$(grep -c '^apt-get install' calls)" -eq 2 ]
}

case_not_root_goes_through_sudo() {
    only make pkg-config msgfmt ln
    name=id stand_in 'echo 1000'
    name=apt-get stand_in "ln -s '$(command -v cc)' '$PWD/bin/cc'"
    # Nobody is there to be asked for a password.
    # shellcheck disable=SC2016 # for the script itself
    name=sudo stand_in '[ "$1" = -n ] || exit 1' 'shift' 'exec "$@"'
    setup run
    expect_status 0
    expect_in calls '^sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install'
}

case_no_sudo() {
    only make pkg-config msgfmt
    name=id stand_in 'echo 1000'
    name=apt-get stand_in
    setup run
    expect_status 77
    expect_in err 'apt-get install gcc'
    expect_not_in calls apt-get
}

case_other_distributions_are_named() {
    only cc pkg-config msgfmt
    setup run
    expect_status 77
    for manager in dnf pacman apk zypper; do expect_in err "$manager .*make"; done
}

case_installed_but_not_found() {
    only make pkg-config msgfmt
    name=id stand_in 'echo 0'
    name=apt-get stand_in 'exit 0'
    setup run
    expect_status 1
    expect_in err 'still not found: .*gcc'
}

case_wrong_use() {
    only
    setup everything
    expect_status 2
    setup ''
    expect_status 2
}

run_cases "$@"
