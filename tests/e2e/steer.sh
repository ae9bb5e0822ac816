#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The learner as the scheduler: the same program driven to two different ends by nothing but the order
# of the keys, on real threads; and back in what has happened.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# A lesson of one act with a program of ours.
page() { # LESSON PROGRAM "ARGUMENTS" KEY ...
    local from=$1 program=$2 words=$3
    shift 3
    mkdir -p course/by-hand
    cp "$root/lessons/$from/"*.[ch] course/by-hand
    {
        printf -- '---\ntitle: By hand\n---\n# By hand\n\n```run %s\npaused: yes\n' "$program $words"
        printf '%s\n' "$@" '```'
    } >course/by-hand/lesson.md
}

begin() {
    start 120x40 "CONC_TUTOR_PATH=$PWD/course conc-tutor lesson by-hand"
    wait_for 'Enter run it'
    key Enter
    wait_for 'PAUSED'
    wait_for 'main +next: '
}

# Presses a lane's key once for each step that the lane is seen to stand before.
step() { # LANE REGEX_OF_THE_STEP ...
    local lane=$1
    shift
    for what in "$@"; do
        wait_for "[ ▸]$(name_of "$lane") +(has read .*; )?next: ($what)"
        key "$lane"
    done
}
name_of() {
    [ "$1" = 0 ] && echo main || echo "T$1"
}

start_all() { # by main, until it waits: how many threads
    local i
    [ "$1" = memory ] && step 0 'writes changes' && shift
    for ((i = 1; i <= $1; i++)); do
        step 0 'creates a thread'
        wait_for "[ ▸]T$i +next: starts" # the next such step of main reads the same
    done
    step 0 'waits for T1'
    wait_for '[ ▸]main +waits for T1'
}

bank() {
    page lock bank.c 1 'memory: yes' 'watch: balance' 'should: 0' 'ends: returns or assertion'
    begin
    start_all memory 2
}

case_bank_one_after_the_other() {
    bank
    step 1 starts 'reads changes' 'reads balance' 'writes balance' 'reads balance' 'writes balance'
    wait_for 'T1 +ended'
    step 2 starts 'reads changes' 'reads balance' 'writes balance' 'reads balance' 'writes balance'
    wait_for 'T2 +ended'
    key p
    wait_for 'Right at the end'
    shows_not 'u lost update'
    key q
    expect_back 0
}

# Who is not there yet cannot be stepped: it says who can.
case_not_yet_there() {
    page lock bank.c 1 'memory: yes' 'ends: returns or assertion'
    begin
    key 2
    wait_for 'no T2 or P2 now; who can make a step: main \(0\)'
    key q
    wait_for 'you have ended it'
    key q
    expect_back 0
}

# Where panes are small, one of them takes all the room and gives it back.
case_larger() {
    page lock bank.c 1 'memory: yes' 'ends: returns or assertion'
    start 80x24 "CONC_TUTOR_PATH=$PWD/course conc-tutor lesson by-hand"
    wait_for 'Enter run it'
    key Enter
    wait_for 'PAUSED'
    wait_for 'Tab page'
    wait_for '── (threads|shared)'
    key Tab
    wait_gone '── threads'
    wait_for 'Tab figures'
    wait_for 'SPDX-License' # the program is behind the page
    key Tab
    wait_for '── what happens'
    wait_gone '── threads'
    key Tab
    wait_for '── threads'
    key q
    wait_for 'you have ended it'
    key q
    expect_back 0
}

case_bank_in_between() {
    bank
    step 1 starts 'reads changes' 'reads balance'
    step 2 starts 'reads changes' 'reads balance'
    # Between the two stands what the processor adds to.
    wait_for 'T1 +has read balance = 0; next: writes balance'
    step 1 'writes balance'
    wait_for 'T1 writes balance = 5'
    # What will be lost is said before it is.
    wait_for 'T2 +has read (balance = )?0; next: (writes it and undoes what T1 wrote|undoes T1)'
    step 2 'writes it and undoes what T1 wrote|undoes T1'
    wait_for 'T2 writes balance = 8: what T1 wrote since is lost'
    step 1 'reads balance' 'writes balance'
    wait_for 'T1 writes balance = 3'
    step 2 'reads balance' 'writes balance'
    wait_for 'T2 writes balance = -5'
    key p
    wait_for 'Wrong at the end'
    wait_for 'balance = -5'
    # To the write that undid another, and from there back in the past and forward again.
    wait_for 'u lost update'
    key u
    wait_for 'PAST'
    wait_for '▸T2 writes balance = 8: what T1 wrote since is lost'
    wait_for 'balance += 8|balance = 8'
    key b
    wait_for '▸(next: )?T[12] (writes balance = 5|reads balance|writes balance)'
    key End
    wait_until shows_not 'PAST'
    key q
    expect_back 0
}

# Whoever has the lock, the other cannot move, and the key says why.
case_bank_locked() {
    page lock bank-lock.c 1 'memory: yes' 'watch: balance' 'should: 0'
    begin
    start_all memory 2
    step 1 starts 'reads changes' 'locks lock' 'reads balance'
    step 2 starts 'reads changes' 'locks lock'
    wait_for 'T2 +waits for lock, held by T1|T2 +waits: lock'
    key 2
    wait_for '^ *! T2 waits for lock, held by T1 since line [0-9]+'
    step 1 'writes balance' 'reads balance' 'writes balance' 'unlocks lock'
    wait_for 'T2 locks lock'
    key p
    wait_for 'Right at the end'
    key q
    expect_back 0
}

street() {
    page event "$1" 2 'watch: passed' 'ends: returns or deadlock'
    begin
    start_all 3
}

case_light_first_and_nobody_hears_it() {
    street missed.c
    step 3 starts 'locks lock' 'broadcasts green' 'unlocks lock'
    wait_for 'T3 +ended'
    for car in 1 2; do step $car starts 'locks lock' 'unlocks and sleeps'; done
    wait_for '! deadlock: main waits for T1 to end; T1 sleeps until green is signalled'
    wait_for 'PAST' # the moment at which all stand, not the one at which they were ended
    wait_for 'T2 +waits for green'
    key q
    expect_back 0
}

case_cars_first_and_all_go() {
    street missed.c
    for car in 1 2; do
        step $car starts 'locks lock' 'unlocks and sleeps'
        wait_for "T$car +waits for green"
    done
    step 3 starts 'locks lock' 'broadcasts green' 'unlocks lock'
    key p
    wait_for 'The program returned 0'
    wait_for 'passed += 2'
    key q
    expect_back 0
}

# With the event no order misses it: the light first.
case_the_event_remembers() {
    street green.c
    step 3 starts 'locks green.lock' 'broadcasts green' 'unlocks green.lock'
    wait_for 'T3 +ended'
    key p
    wait_for 'The program returned 0'
    wait_for 'passed += 2'
    key q
    expect_back 0
}

# Who comes first is whoever is chosen.
case_the_crowd() {
    page thread crowd.c 2 'watch: first'
    begin
    start_all 2
    step 2 starts 'locks lock' 'unlocks lock'
    key p
    wait_for 'The program returned 0'
    wait_for 'first += 2'
    key r
    wait_for 'PAUSED'
    start_all 2
    step 1 starts 'locks lock' 'unlocks lock'
    key p
    wait_for 'The program returned 0'
    wait_for 'first += 1'
    # The run before stands beside it.
    wait_for '^.* before +2 '
    wait_for '^.* now +1 '
    key q
    expect_back 0
}

run_cases "$@"
