#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a grader gets: formats, exit statuses, the same bytes again.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

folder=$root/lessons/race/exercise/protect

check() { # FORMAT FILE
    run "$tutor" check --format "$1" "$folder/$2" protect
}

case_tap() {
    check tap solution.c
    expect_status 0
    expect_in out '^1\.\.7$'
    [ "$(grep -c '^ok [1-7] - [a-z-]*$' out)" -eq 7 ]
    check tap start.c
    expect_status 1
    expect_in out '^not ok 3 - right-on-every-schedule$'
    expect_in out '^  verdict: assertion$'
    expect_in out '^    the schedule: m1 a'
    [ "$(grep -c '^ok .* # SKIP' out)" -eq 4 ]
}

case_junit() {
    check junit mutants/big-lock.c
    expect_status 1
    expect_in out 'tests="7" failures="1" errors="0" skipped="1"'
    expect_in out '<failure type="over-synchronised"'
    [ "$(grep -c '<testcase ' out)" -eq 7 ]
}

case_gradescope() {
    check gradescope mutants/big-lock.c
    expect_status 1
    [ "$(jq '[.tests[].score] | add' out)" -eq 5 ]
    [ "$(jq '[.tests[].max_score] | add' out)" -eq 7 ]
    check gradescope solution.c
    [ "$(jq '[.tests[].score] | add' out)" -eq 7 ]
}

case_check50() {
    check check50 start.c
    expect_status 1
    [ "$(jq -r .slug out)" = race/protect ]
    [ "$(jq -c '[.results[].passed]' out)" = '[true,true,false,null,null,null,null]' ]
    jq -e '.results[2].cause.rationale | test("jobs_counted")' out >/dev/null
}

case_json_is_that_of_explore() {
    check json solution.c
    expect_status 0
    [ "$(tail -n 1 out | jq -c '[.verdict, .proved, .check, .passed]')" = '["proved",true,"proved",true]' ]
    run "$tutor" check --json "$folder/start.c" protect
    expect_status 1
    [ "$(tail -n 1 out | jq -c '[.verdict, .failures[0].kind, .check]')" = '["failed","assertion","assertion"]' ]
}

# On one core or all, the same bytes; and a grader's checks are nobody's progress.
case_repeatable() {
    local format answer
    export HOME=$PWD XDG_STATE_HOME=$PWD/state
    for format in tap junit gradescope check50; do
        for answer in start.c solution.c mutants/lock-kept.c; do
            check "$format" "$answer"
            mv out first
            run taskset -c "$(taskset -pc $$ | sed 's/.*: //; s/[-,].*//')" \
                "$tutor" check --format "$format" "$folder/$answer" protect
            cmp first out
        done
    done
    [ ! -e state/conc-tutor/progress ]
}

# The story is that of the schedule with the fewest preemptions, not of the one that was found first.
case_story_of_the_schedule() {
    run "$tutor" check --plain "$root/lessons/lock/exercise/one-or-many/mutants/any-order.c" one-or-many
    expect_status 1
    expect_in out 'the simplest way there: 1 preemption'
    [ "$(grep -c 'is interrupted ---' out)" -eq 1 ] || fail "$(cat out)"
}

case_statuses() {
    echo 'int x = ;' >broken.c
    run "$tutor" check --format tap broken.c protect
    expect_status 2
    expect_in out '^not ok 2 - compiles$'
    run "$tutor" check --format tap missing.c protect
    expect_status 2
    expect_one_error
    run "$tutor" check --format tap broken.c nobody
    expect_status 2
    run "$tutor" check --format pdf broken.c protect
    expect_status 2
    expect_in err "gradescope"
    cat >slow.c <<'END'
#include <stdatomic.h>
#include "count.h"
static atomic_long n;
void count_jobs(long times) { for (;;) atomic_fetch_add(&n, times); }
long jobs_counted(void) { return 0; }
END
    run "$tutor" check --budget 1 --format tap slow.c protect
    expect_status 4
    expect_in out 'verdict: no-verdict'
}

run_cases "$@"
