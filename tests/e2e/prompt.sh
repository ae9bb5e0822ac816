#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The prompt: typing, completion, history, search, and what it answers to words it does not know.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

open_prompt() {
    start 80x24 conc-tutor
    wait_until on_alternate_screen
    wait_for 'Enter next lesson'
}

case_help() {
    open_prompt
    enter ':help'
    wait_for 'Keys that do something here'
    key PageDown PageDown PageDown PageDown PageDown PageDown # to its end
    wait_for 'doctor'
    wait_for 'quit'
    key q # leaves the help, not the tutor
    wait_for 'Enter next lesson'
    quit
}

# The keys of the stage come first, and none of them is pressed by asking.
case_keys() {
    start 80x24 'conc-tutor lesson race'
    wait_for '1-4 answer'
    key '?'
    wait_for '1-4 +answer'
    wait_for 'Ctrl-C'
    key Escape
    wait_for 'act 1 of'
    wait_for 'every time'
    quit
}

# Ctrl-C leaves the line, not the tutor.
case_interrupted_line() {
    open_prompt
    type ':lesson ra'
    wait_for '> lesson ra'
    key C-c
    wait_gone 'lesson ra$'
    has_tutor
    key C-c
    expect_back 130
}

# What Tab could mean is shown, and gone with the next key.
# What is set shows on the page before it runs.
case_set_shows_on_the_page() {
    start 80x24 'conc-tutor lesson race'
    wait_for '1-4 answer'
    key 4
    wait_for 'run race.c 2 1000000, 50 times'
    enter ':set threads=3'
    wait_for 'run race.c 3 1000000, 50 times'
    enter ':set treads=4'
    wait_for 'treads'
    wait_for 'run race.c 3 1000000, 50 times'
    enter ':set times=1'
    key Enter # back from the list of what is set
    wait_for 'run race.c 3 1000000$'
    quit
}

# A program of one's own is found by Tab.
case_files() {
    echo 'int main(void) { return 0; }' >zebra.c
    open_prompt
    type ':run zeb'
    key Tab
    wait_for '> run zebra.c'
    key Enter
    wait_for 'returned 0'
    quit
}

case_choices() {
    open_prompt
    type ':s'
    key Tab
    wait_for 'save +set +speed'
    type 'a'
    wait_gone 'save +set +speed'
    wait_for '> sa'
    key Escape
    wait_gone '> sa'
    quit
}

case_a_word_is_a_command() {
    open_prompt
    enter 'list'
    wait_for 'Enter (go )?back'
    enter 'doctor'
    wait_for 'conc-tutor +[0-9]+\.[0-9]' # the first line of many
    quit
}

# Letters are keys, and yet whoever types a word has meant the word.
case_a_word_in_a_lesson() {
    start 80x24 'conc-tutor lesson race'
    wait_for '1-4 answer'
    type 'help'
    wait_for '> help$'
    key Enter
    wait_for 'Keys that do something here'
    key Escape
    type 'quit'
    wait_for '> quit$'
    key Escape
    wait_gone '> quit'
    # What is no key begins a line by itself.
    type 'list'
    wait_for '> list$'
    key Escape
    enter ':exercise protect'
    wait_for 'e edit'
    type 'explore'
    wait_for '> explore$'
    key Escape
    has_tutor
    # One letter alone is a key.
    type q
    expect_back 0
}

case_unknown_word_names_the_nearest() {
    open_prompt
    enter ':lessn race'
    wait_for "lesson"
    enter ':lesson rase'
    wait_for "rase.*race"
    quit
}

# What bounds a search is said for this one.
case_options_of_a_search() {
    open_prompt
    enter ':explore --all race/race.c 2 1'
    # All executions: without the option it ends with the first that fails.
    wait_for '8 executions'
    enter ":step --schedule 'm1 a1 b2 a1 m2' race/race.c 2 1"
    wait_for 'you made it fail in 7 steps'
    enter ':explore --preemptions some race/race.c 2 1'
    wait_for 'preemptions.*some'
    quit
}

case_an_option_belongs_to_the_command_line() {
    open_prompt
    enter ':explore --jobs 2 race/race.c 2 1'
    wait_for "'--jobs' is for the command line: conc-tutor explore --jobs"
    quit
}

case_completion() {
    open_prompt
    type ':les'
    key Tab
    wait_for 'lesson'
    type 'ra'
    key Tab
    wait_for 'lesson race'
    key Enter
    wait_for 'counter'
    quit
}

case_history() {
    open_prompt
    enter ':doctor'
    wait_for 'conc-tutor +[0-9]+\.[0-9]' # the first line of many
    enter ':list'
    wait_for '▼ PgDn'
    type ':'
    key Up
    key Up
    wait_for ':? ?doctor$'
    key C-c
    # Kept from one time to the next.
    enter ':quit'
    expect_back 0
    enter "CONC_TUTOR_MARK=$mark conc-tutor"
    wait_until on_alternate_screen
    wait_for 'Enter next lesson'
    type ':'
    key C-r
    type 'doc'
    wait_for 'search.*doc.*doctor'
    key Enter
    wait_for 'conc-tutor +[0-9]+\.[0-9]' # the first line of many
    quit
}

case_editing() {
    open_prompt
    type ':quitx'
    key BSpace
    key C-a
    type ''
    key Enter
    expect_back 0
}

case_wide_characters() {
    open_prompt
    type ':lesson 锁'
    wait_for '锁'
    key BSpace
    wait_gone '锁'
    key C-u
    enter ':quit'
    expect_back 0
}

case_paste_runs_nothing_by_itself() {
    open_prompt
    type ':'
    tm set-buffer $'quit\nquit\n'
    tm paste-buffer -p
    wait_for '> quit quit'
    has_tutor
    key C-u
    enter ':quit'
    expect_back 0
}

run_cases "$@"
