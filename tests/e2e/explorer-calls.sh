#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# doc/explorer.md says of each call whether it is handled, passed on or refused: so it is, and it
# leaves none out.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

page=$root/doc/explorer.md
library=${tutor%/*}/libconc-tutor-explore.so

# Names in backquotes in one section of the page, sorted; what is no call of C is left out.
# shellcheck disable=SC2016 # backquotes
section() { # TITLE
    awk -v title="## $1" '/^## / { is_in = ($0 == title) } is_in' "$page" |
        grep -oE '`[a-zA-Z_][a-zA-Z_0-9]*`' | tr -d '`' | grep -v '^[A-Z]' | sort -u
}

# Only lists count in this one: sentences name what is to be taken instead.
refused_by_page() {
    awk '/^## / { is_in = ($0 == "## Refused") } is_in && /^`[a-zA-Z_0-9]+`( `|$)/' "$page" |
        grep -oE '[a-zA-Z_][a-zA-Z_0-9]*' | sort -u
}

owned() { nm -D --defined-only "$library" | awk '{ sub(/@.*/, "", $3); print $3 }' | sort -u; }

refused() { grep -oE '\bX\([a-zA-Z_0-9]+\)' "$root/src/explore/calls/refuse.c" | sed 's/X(\(.*\))/\1/' | grep -vx X | sort -u; }

# What a header declares itself, with the files of its own that it includes.
declared() { # HEADER FILES
    printf '#include <%s>\n' "$1" | ${CC:-cc} -D_GNU_SOURCE -E - |
        awk -v files="$2" '/^# [0-9]+ "/ { is_own = $3 ~ files; next } is_own' |
        grep -oE '\b[a-z][a-z_0-9]* *\(' | tr -d ' (' | grep -vxE 'void|int|sizeof' | sort -u
}

all_declared() {
    declared pthread.h '/pthread[.]h"$'
    declared semaphore.h '/semaphore[.]h"$'
    declared threads.h '/threads[.]h"$'
    declared signal.h '/signal[.]h"$|/bits/sig[^/]*[.]h"$'
    printf '#include <stdatomic.h>\n' | ${CC:-cc} -E -dM - | sed -nE 's/^#define (atomic_[a-z_]+)\(.*/\1/p'
}

same() { # WHAT: files expected, found
    diff expected found >difference && return
    fail "$1 (<: is so, >: the page): $(head -n 20 difference)"
}

case_refused() {
    refused >expected
    refused_by_page >found
    [ "$(wc -l <expected)" -gt 100 ]
    same 'what is refused'
    owned >all
    [ -z "$(comm -23 expected all)" ] || fail "refused, but not ours: $(comm -23 expected all)"
}

case_handled() {
    owned | grep -vE '^__|^x86' | comm -23 - <(refused) >expected
    section Handled | grep -v '^atomic_' >found
    [ "$(wc -l <expected)" -gt 150 ]
    same 'what is handled'
}

case_passed_on() {
    section 'Passed on' >found
    comm -12 found <(owned) >both
    [ ! -s both ] || fail "passed on, and yet ours: $(cat both)"
}

# Whatever the headers declare is somewhere on the page.
case_headers() {
    all_declared | sort -u >expected
    [ "$(wc -l <expected)" -gt 200 ]
    { section Handled; section 'Passed on'; refused_by_page; } | sort -u >found
    missing=$(comm -23 expected found)
    [ -z "$missing" ] || fail "not on the page: $missing"
}

case_choices() {
    section Choices | grep -E '^[a-z]+_|^(alarm|kill|read|write|sleep)$' >named
    [ "$(wc -l <named)" -gt 20 ]
    odd=$(comm -23 named <(section Handled) | grep -v '^tv_' || true)
    [ -z "$odd" ] || fail "a choice, but not handled: $odd"
}

# Words of the page that a program can be held to.
case_refusal() {
    printf '#include <stdio.h>\nint main(void) { return fopen("x", "r") != NULL; }\n' >opens.c
    run "$tutor" explore --plain opens.c
    expect_status 77
    expect_in out 'CANNOT BE EXPLORED: opens.c:2: fopen$'
    expect_in out 'as arguments, or in an array'
    printf '#include <unistd.h>\nint main(void) { return fork() < 0; }\n' >forks.c
    run "$tutor" explore --plain forks.c
    expect_status 77
    expect_in out 'the threads of one process'
    printf '#include <poll.h>\nint main(void) { return poll(0, 0, 0); }\n' >polls.c
    run "$tutor" explore --plain polls.c
    expect_status 77
    expect_in out 'pipes between threads'
    run "$tutor" help explore
    expect_status 0
    tr -s ' \n' ' ' <out >words
    expect_in words 'doc/explorer.md'
}

run_cases "$@"
