#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The figures of acts: spans, cores, claims, quiet runs, comparisons; and the two lessons that live
# on them, on all cores and on one.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# A lesson of the case's own, with the pool's programs: its page is standard input.
page() {
    mkdir -p lessons/own
    cp "$root"/lessons/pool/*.[ch] "$root"/lessons/race/*.c lessons/own
    { printf -- '---\ntitle: own\n---\n' && cat; } >lessons/own/lesson.md
    export CONC_TUTOR_PATH=$PWD/lessons
}

act() { # NAME FILTER: of the result of that act in the file out
    jq -r --arg name "$1" "select(.act == \"run\" and .name == \$name) | $2" out
}

is() { # WHAT IS WANTED
    [ "$1" = "$2" ] || fail "it is '$1', not '$2'"
}

# The most tasks at one time, counted here from the events alone: of the act that ends with NAME.
most_at_once() {
    jq -rn --arg name "$1" '
        reduce inputs as $e ({open: [], most: 0, found: null};
            if $e.kind == "print" then
                if ($e.text | test("starts")) then .open += [$e.lane]
                elif ($e.text | test("ends")) then .open -= [$e.lane] else . end
                | .most = ([.most, (.open | length)] | max)
            elif $e.kind == "crash" then .open -= [$e.lane]
            elif $e.act == "run" then
                (if $e.name == $name then .found = .most else . end) | .open = [] | .most = 0
            else . end) | .found' out
}

case_pool() {
    run "$tutor" lesson pool --json --set ms=100
    expect_status 0
    for name in async thirty apply terminate crash; do
        is "$(act $name .as_taught)" true
        is "$(act $name .at_once_most)" "$(most_at_once $name)"
    done
    is "$(act async .at_once_most)" 4
    is "$(act thirty .at_once_most)" 5
    is "$(act thirty '.spans | length')" 30
    is "$(act thirty '[.spans[].number] | sort == [range(1; 31)]')" true
    is "$(act apply .at_once_most)" 1
    is "$(act crash '[.spans[] | select(.cut) | .number] | tostring')" '[3]'
    is "$(act terminate '[.spans[] | select(.cut)] | length > 0')" true
}

# Tasks so long that even on a busy machine every worker has one before the first is done.
case_pool_of_other_sizes() {
    run "$tutor" lesson pool --plain --set ms=200 --set workers=8 --set tasks=3
    expect_status 0
    run "$tutor" lesson pool --plain --set ms=200 --set workers=16 --set tasks=100
    expect_status 0
    expect_in out 'tasks begun: 100, ended: 100; at once: 16 at most'
}

# What must be so on any machine, however busy: never more than one core under the lock.
case_gil() {
    run "$tutor" lesson gil --json
    expect_status 0
    for name in lock-1 lock-2 lock-4; do
        is "$(act $name '.cores <= 1.15')" true
        is "$(act $name .quiet)" true
    done
    for name in lock-2 free-2 free-4 processes-2; do
        is "$(act $name .as_taught)" true
    done
    is "$(act turns .at_once_most)" 1
    is "$(act turns '[.spans[].lane] | unique | length')" 2
    is "$(act shared '.lossy_runs > 0')" true
    is "$(act jumps .lossy_runs)" 0
    is "$(act io-keep '.wall_ns >= 400000000')" true
}

case_on_one_core() {
    core=$(taskset -pc $$ | sed 's/.*: *//; s/[-,].*//')
    run taskset -c "$core" "$tutor" lesson gil --plain
    expect_status 0
    expect_in out 'there is one core only'
    run taskset -c "$core" "$tutor" lesson pool --plain --set ms=100
    expect_status 0
}

case_claims_are_held_to() {
    page <<'END'
```run pool.c 4 5 300
spans: starts ends wanted
shows: at-once 3
```
END
    run "$tutor" lesson own --plain # too many is never the machine's fault
    expect_status 1
    expect_in out 'NOT AS IT SHOULD BE: 4 at once, and should be never more than 3'
    page <<'END'
```run pool.c 4 5 50
spans: starts never wanted
shows: spans 5
```
END
    run "$tutor" lesson own --plain
    expect_status 1
    expect_in out 'NOT AS IT SHOULD BE'
}

case_quiet_tells_no_locks() {
    page <<'END'
```run race-locked.c 2 1000
name: told
```
```run race-locked.c 2 1000
name: quiet
quiet: yes
```
```run pool.c 2 2 50
name: pool
quiet: yes
spans: starts ends
shows: at-once 2, spans 2
```
END
    run "$tutor" lesson own --json
    expect_status 0
    awk '/"act":"run"/ { n++ } { print > ("part" n + 0) }' out
    expect_in part0 '"kind":"lock"'
    expect_in part0 '"kind":"thread-start"'
    expect_not_in part1 '"kind":"(lock|unlock|lock-wait)"'
    expect_in part1 '"kind":"thread-start"'
    expect_in part1 '"kind":"print"'
    expect_not_in part2 '"kind":"(read|write|pipe|sleep|close)"'
    expect_in part2 '"kind":"print"'
    expect_in part2 '"kind":"fork"'
}

case_compare_shows_what_it_is_asked_for() {
    page <<'END'
```run pool.c 2 2 50
name: one
spans: starts ends
```
```run pool.c 2 4 50
name: two
spans: starts ends
```
```compare one two
show: cores at-once
```
```compare one two
show: spans time
```
END
    run "$tutor" lesson own --json
    expect_status 0
    jq -c 'select(.act == "compare") | .acts[0] | keys_unsorted' out >keys
    # what is shown is for eyes; a script gets every figure, whatever the page shows
    is "$(sed -n 1p keys)" "$(sed -n 2p keys)"
    sed -n 1p keys | jq -e 'index("cores") and index("at_once_most") and index("median_wall_ns")
                            and index("spans_begun")'
    run "$tutor" lesson own --plain
    expect_status 0
    grep -A1 -e '--- one against two' out >tables
    expect_in tables '^ *act +runs +cores used +at once$'
    expect_in tables '^ *act +runs +time +ratio +tasks done$'
}

case_more_lanes_than_rows() { # a row for each that is at work at once
    mkdir -p lessons/places
    cp "$root"/lessons/semaphore/security.c lessons/places
    cat >lessons/places/lesson.md <<'END'
---
title: places
---
```run security.c 20 3
spans: enters leaves queues
shows: at-once 3
```
END
    start 80x24 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson places"
    wait_for 'Enter run it'
    key Enter
    wait_for 'at most 3 at once'
    for place in 1 2 3; do wait_for "^ $place +\\|[0-9]+.*\\|[0-9]+.* [0-9]+ *\$"; done
    quit
}

# The kernel tells of switches through a buffer of its own; what finds no room in it is counted, and
# said. The tutor stands still until the program has switched more often than the buffer can hold.
more_is_told() { [ "$(stat -c %s out)" -gt "$told" ]; }

case_switches_that_are_lost() {
    cat >pong.c <<'END'
#include <stdio.h>
#include <unistd.h>
static void touch(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file)
        fclose(file);
}
int main(int argc, char **argv)
{
    int there[2], back[2];
    char byte = 0;
    if (argc < 2 || chdir(argv[1]) || pipe(there) || pipe(back))
        return 1;
    if (fork() == 0) {
        close(there[1]);
        while (read(there[0], &byte, 1) == 1 && write(back[1], &byte, 1) == 1)
            ;
        return 0;
    }
    touch("begun");
    for (int i = 0; i < 200000 || access("enough", F_OK); i++) {
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
            return 1;
        if (i == 199999)
            touch("many");
    }
    for (int i = 0; i < 1000; i++)
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
            return 1;
    return 0;
}
END
    "$tutor" --json --place one --budget 300 run pong.c "$PWD" >out 2>err </dev/null &
    local pid=$!
    wait_until test -e begun
    kill -STOP $pid
    local seen=0
    (patience_s=120 && wait_until test -e many) || seen=$?
    told=$(stat -c %s out)
    kill -CONT $pid
    (patience_s=120 && wait_until more_is_told) || seen=$?
    told=$(stat -c %s out) # once more: then a whole turn is over, and there is room in all rings
    (patience_s=120 && wait_until more_is_told) || seen=$?
    touch enough # it has gone on meanwhile, and does so after it has seen this
    [ $seen -eq 0 ] || fail 'it did not switch often enough'
    wait $pid
    tail -n 1 out >last
    [ "$(jq -r .switches_from last)" = perf ] || return 0 # without it there is nothing to lose
    jq -e '.lost_switches > 0' last >/dev/null || fail "$(cat last)"
}

run_cases "$@"
