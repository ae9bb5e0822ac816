#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Answers that cheat: each is rejected, with the verdict at its head, and nothing outside of the check
# is touched: no file, no process.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

cheats=$root/tests/exercises/cheats

# All files of the learner and beside, with what is in them; not what the tutor itself keeps.
snapshot() {
    find . -name .cache -prune -o -name state -prune -o -name 'snapshot.*' -prune -o -name out -prune \
        -o -name err -prune -o -type f -exec sha256sum {} + | sort
}

grade() { # FILE: as a grader would, in a folder with something to lose
    mark=$$-$RANDOM$RANDOM
    snapshot >snapshot.before
    status=0
    CONC_TUTOR_MARK=$mark timeout -k 5 600 "$tutor" check --format json "$1" protect \
        >out 2>err </dev/null || status=$?
    snapshot >snapshot.after
    cmp snapshot.before snapshot.after
    none_is_left || fail "processes are left: $(marked)"
}

case_all_are_rejected() {
    local cheat declared count=0
    export HOME=$PWD XDG_STATE_HOME=$PWD/state
    mkdir work && cp "$cheats"/*.c work && cd work
    echo 'something to lose' >touched.not
    for cheat in *.c; do
        declared=$(sed -n '1,6s/^ \* verdict: //p' "$cheat")
        grade "$cheat"
        [ "$(tail -n 1 out | jq -r .check)" = "$declared" ] ||
            fail "$cheat: $(tail -n 1 out | jq -c '[.check, .says]'), should be $declared"
        [ $status -ne 0 ] || fail "$cheat: status 0"
        [ "$(tail -n 1 out | jq .passed)" = false ]
        count=$((count + 1))
    done
    [ $count -ge 15 ] || fail "only $count cheats"
}

# The engine's own functions, called through a pointer that is computed from one it may know: every
# execution that goes wrong is declared to be one that was seen already.
case_calls_into_the_engine() {
    local library=${tutor%/*}/libconc-tutor-explore.so known target
    known=$(nm "$library" | sed -n 's/ T pthread_mutex_lock$//p')
    target=$(nm "$library" | sed -n 's/ [tT] engine_end$//p')
    [ -n "$known" ] && [ -n "$target" ]
    cat >protect.c <<END
#include <pthread.h>
#include <stdatomic.h>
#include "count.h"

static atomic_long counted, wanted;

void count_jobs(long times)
{
    atomic_fetch_add(&wanted, times);
    for (long i = 0; i < times; i++) {
        do_job();
        long before = counted;
        counted = before + 1;
    }
}

static void (*end)(int);

long jobs_counted(void)
{
    end = (void (*)(int))((char *)&pthread_mutex_lock + (0x$target - 0x$known));
    if (counted != wanted)
        end(5);
    return counted;
}
END
    grade protect.c
    expect_status 1
    [ "$(tail -n 1 out | jq -r .check)" = misuse ] || fail "$(tail -n 1 out)"
    # As the start of a thread, too.
    sed -i 's/^        end(5);/        { pthread_t t; pthread_create(\&t, 0, (void *(*)(void *))end, (void *)5); }/' protect.c
    grade protect.c
    expect_status 1
    jq -e '.failures[] | select(.text | test("no function of the program"))' out >/dev/null ||
        fail "$(tail -n 1 out)"
}

# Not only a name that is known: the learner's frozen files are not read, whatever is in them.
case_frozen_files_are_ours() {
    cp "$root"/lessons/race/exercise/protect/{driver.c,count.h} .
    cp "$root/lessons/race/exercise/protect/start.c" protect.c
    sed -i 's/assert(.*);/;/' driver.c
    echo '#define counted static_counted' >>count.h
    run "$tutor" check --json protect.c protect
    expect_status 1
    [ "$(tail -n 1 out | jq -r .check)" = assertion ]
}

case_other_files() {
    mkfifo protect.c
    run timeout 200 "$tutor" check protect.c protect
    expect_status 2
    expect_one_error
    rm protect.c
    head -c 1000000 /dev/zero >protect.c
    run "$tutor" check protect.c protect
    expect_status 2
    head -c 1000 /dev/urandom >protect.c
    run "$tutor" check --json protect.c protect
    expect_status 1
    ln -sf /dev/zero protect.c
    run timeout 200 "$tutor" check protect.c protect
    expect_status 2
}

run_cases "$@"
