#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Processes whose order of steps is ours: what fails is found, told as the run that it was, and had
# again by its number; what passes is not called proved.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

folder=$root/lessons/shared-array/exercise/one-box

# Without pids, which are new each time.
story() { # FILE
    sed -n '/^        /s/returns [0-9]*/returns N/p' "$1"
}

case_the_lost_addition_is_found_and_had_again() {
    run "$tutor" check --plain "$folder/start.c" one-box
    expect_status 1
    expect_in out 'what .* wrote since is lost'
    expect_in out 'is put aside, and .* goes on'
    local number
    number=$(grep -o -- '--seed [0-9]*' out | cut -d' ' -f2)
    [ "$number" -gt 0 ]
    story out >first
    run "$tutor" check --plain --seed "$number" "$folder/start.c" one-box
    expect_status 1
    expect_in out "seed $number"
    story out >second
    diff first second
}

case_what_passes_is_no_proof() {
    run "$tutor" check --json "$folder/solution.c" one-box
    expect_status 0
    [ "$(tail -n 1 out | jq -c '[.check, .proved, .driven_runs]')" = '["runs",false,80]' ]
    tail -n 1 out | jq -r .says | grep -q 'no proof'
}

case_who_cannot_go_on_is_said_at_once() {
    local file=$root/lessons/process-lock/exercise/owner-dies/mutants/not-robust.c
    run "$tutor" check --json "$file" owner-dies
    expect_status 1
    tail -n 1 out | jq -r .says | grep -q 'nobody can go on any more: .*waits for'
}

# The same answer gives a grader the same bytes.
case_a_grader_hears_the_same() {
    run "$tutor" check --format tap "$folder/mutants/big-lock.c" one-box
    expect_status 1
    expect_in out '^not ok .* still-concurrent$'
    mv out first
    run "$tutor" check --format tap "$folder/mutants/big-lock.c" one-box
    diff first out
}

run_cases "$@"
