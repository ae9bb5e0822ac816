#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The interactive screen, as a learner goes through it.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# From the first page to the last, by the keys that the screen itself offers in its last line.
through_the_lesson() {
    local deadline=$((SECONDS + 900)) now before=
    wait_until has_tutor
    wait_until on_alternate_screen
    until keys_offer 'Enter next lesson'; do
        [ $SECONDS -lt $deadline ] || {
            screen
            fail 'the lesson does not end'
        }
        has_tutor || {
            screen
            fail 'the tutor has ended'
        }
        # A key only when the screen stands still: the one before has been taken in.
        now=$(screen)
        if [ "$now" = "$before" ]; then
            # Each act says what it measured, or asks.
            if keys_offer '1-[2-9] answer'; then
                key 1
                wait_until has_changed "$now"
            elif keys_offer 'Enter (run it|step it|explore it|go on|skip)'; then
                key Enter
                wait_until has_changed "$now"
            fi
        fi
        before=$now
        sleep 0.1 # between two looks
    done
}
has_changed() { # SCREEN
    [ "$(screen)" != "$1" ]
}
keys_offer() { # REGEX
    screen | tail -n 1 | grep -qE -- "$1"
}
expect_frame() { # COLUMNSxROWS: as many rows, the first and the last drawn
    wait_until is_frame "${1#*x}"
}
is_frame() { # ROWS
    screen >shot
    [ "$(wc -l <shot)" -eq "$1" ] && head -n 1 shot | grep -q 'conc-tutor' &&
        tail -n 1 shot | grep -q 'q quit'
}

case_lesson_80x24() {
    start 80x24 'conc-tutor lesson race'
    wait_for 'counter'
    expect_frame 80x24
    through_the_lesson
    expect_frame 80x24
    quit
}

# Left in the middle, taken up there; back by one act; from an act that was asked for.
case_taken_up_where_it_was_left() {
    start 80x24 'conc-tutor lesson race'
    wait_for 'act 1 of'
    key Enter
    wait_for 'act 2 of'
    quit
    start 80x24 'conc-tutor lesson race'
    wait_for 'taken up where you left it'
    wait_for 'act 2 of'
    key BSpace
    wait_for 'act 1 of'
    key BSpace
    wait_for 'nothing to go back to'
    enter ':lesson race 3'
    wait_for 'act 3 of'
    wait_gone 'taken up'
    quit
    start 80x24 'conc-tutor lesson race 1'
    wait_for 'act 1 of'
    shows_not 'taken up'
    quit
}

case_lesson_120x40() {
    start 120x40 'conc-tutor lesson race'
    wait_for 'counter'
    expect_frame 120x40
    through_the_lesson
    expect_frame 120x40
    quit
}

case_tiny() {
    start 20x5 'conc-tutor lesson race'
    wait_until has_tutor
    wait_until on_alternate_screen
    key Enter
    key 1
    key Enter
    resize 1x1
    resize 80x24
    wait_for 'race'
    quit
}

case_resize_while_running() {
    start 80x24 'conc-tutor run race/race.c 2 1000000000'
    wait_until on_alternate_screen
    wait_for 'LIVE'
    local size
    for size in 120x40 30x8 200x50 60x16 80x24; do
        resize $size
        wait_until keys_offer '^ *[^ ]'
    done
    has_tutor
    expect_frame 80x24
    quit
}

# What has been, can be looked at again, event by event, and the program does not go on by itself.
case_back_and_forth() {
    start 120x40 'conc-tutor run race/race-locked.c 2 50'
    wait_until on_alternate_screen
    wait_until keys_offer 'f forward'
    screen >end
    key b
    wait_for 'PAST'
    key b
    key b
    key f
    key f
    key f
    wait_gone 'PAST'
    quit
}

case_pause_and_step() {
    start 120x40 'conc-tutor --speed 5 run race/race-locked.c 2 1000'
    wait_until on_alternate_screen
    wait_for 'LIVE'
    key p
    wait_for 'PAUSED'
    screen >paused
    key 2
    wait_until screen_is_not paused
    key p
    wait_for 'LIVE'
    quit
}
screen_is_not() { # FILE
    ! screen | cmp -s - "$1"
}

case_no_colour() {
    colour=NO_COLOR=1 start 80x24 'conc-tutor lesson race'
    wait_until on_alternate_screen
    wait_for 'race'
    if tm capture-pane -e -p | grep -qE $'\033\\[([0-9;]*;)?(3[0-7]|4[0-7]|38|48|9[0-7])(;|m)'; then
        fail 'colours in spite of NO_COLOR'
    fi
    quit
}

case_eight_colours() {
    terminal=screen start 80x24 'conc-tutor lesson race'
    wait_until on_alternate_screen
    wait_for 'race'
    quit
}

case_dumb_terminal() {
    # No cursor to move: text, as for a pipe.
    terminal=dumb start 80x24 'conc-tutor run race/race-join.c 2 10'
    wait_until has_no_tutor
    on_main_screen
    wait_for 'T2'
    expect_last_status 0
}

case_unknown_terminal() {
    terminal=no-such-terminal start 80x24 'conc-tutor list'
    wait_for 'Take one with'
    expect_last_status 0
}

case_no_command_opens_the_prompt() {
    start 80x24 'conc-tutor'
    wait_until on_alternate_screen
    wait_for 'shows what threads and processes do' # whoever comes for the first time
    wait_for 'Enter takes the next lesson'
    type 'lesson race'
    key Enter
    wait_for 'counter'
    quit
}

case_help_is_as_wide_as_the_terminal() { # no word is cut, a row goes on below its text
    start 60x40 'conc-tutor exercise --help'
    wait_for '^  --budget SECONDS +how long a run, search or check$'
    wait_for '^ {28}may take; then it is ended, and$'
}

run_cases "$@"
