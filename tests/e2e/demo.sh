#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the screen shows besides lessons: what a program prints, how long it has been running, and on
# a projector the key that was pressed.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

write_talker() {
    cat >talker.c <<'END'
#include <stdio.h>
int main(void)
{
    for (int i = 1; i <= 30; i++)
        printf("line %d\n", i);
    printf("the last words\n");
    return 0;
}
END
}

# The message below the panes: a screen is painted from above, so they are when it is.
moment() {
    screen | grep -oE 'event [0-9]+ of' || true
}
has_moved() { # MOMENT
    [ "$(moment)" != "$1" ]
}
prints_at() { # SIZE
    write_talker
    start "$1" 'conc-tutor run talker.c'
    wait_for 'returned 0'
    wait_for '(^|│) *the last words'
    # One event back after the other, until the words have not been printed yet.
    local before
    while shows '(^|│) the last words'; do
        before=$(moment)
        key b
        wait_until has_moved "$before"
    done
    wait_for '(^|│) line 30'
    quit
}
case_prints_80x24() {
    prints_at 80x24
}
case_prints_120x40() {
    prints_at 120x40
}
case_prints_200x50() {
    prints_at 200x50
}

case_shows_the_key() {
    start 80x24 'conc-tutor --demo lesson race'
    wait_for '1-4 answer'
    key PageDown
    wait_for '^ > .* PgDn *$'
    key 2
    wait_for '^ > .* 2 *$'
    wait_for 'act 2 of'
    quit
}

case_no_key_without_demo() {
    start 80x24 'conc-tutor lesson race'
    wait_for '1-4 answer'
    key 2
    wait_for 'act 2 of'
    wait_for '^ >$'
    quit
}

# A run that says nothing: the clock goes on all the same.
case_clock() {
    cat >quiet.c <<'END'
#include <unistd.h>
int main(void)
{
    return pause();
}
END
    start 80x24 'conc-tutor run quiet.c'
    wait_for 'LIVE [1-9][0-9]* s'
    key q
    wait_gone 'LIVE'
    quit
}

# What the learner ends has not broken its word; and a trace that is replayed is no act of a lesson.
case_ended_by_the_learner() {
    start 80x24 'conc-tutor lesson race'
    wait_for '1-4 answer'
    key 4
    wait_for 'act 2 of'
    enter ':set times=100000'
    key Enter
    wait_for 'run [0-9]+ of 100000'
    key q
    wait_for 'you have ended it'
    shows_not 'should not'
    enter ':save kept.trace'
    wait_for 'saved'
    enter ':replay kept.trace'
    wait_for 'Enter lessons'
    shows_not 'act 2 of'
    key Enter
    wait_for 'next lesson'
    quit
}

run_cases "$@"
