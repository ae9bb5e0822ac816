#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The learner as the scheduler of processes: fork, stepped to both outcomes; and a pipe whose reader
# cannot go on before its writer.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# A page with one act that begins paused.
page() { # LESSON PROGRAM
    mkdir -p page/hand
    cp "$root/lessons/$1"/*.[ch] page/hand/
    printf -- '# By hand\n\nStep it.\n\n```run %s\npaused: yes\n```\n' "$2" >page/hand/lesson.md
}

begin_paused() { # LESSON PROGRAM
    page "$1" "$2"
    start 100x30 "CONC_TUTOR_PATH=page conc-tutor lesson hand"
    wait_for 'Step it'
    key Enter
    wait_for 'PAUSED'
    wait_for 'main +next: calls fork'
}

# Both stand before their return from the one call.
fork_by_hand() {
    begin_paused fork first.c
    type 0
    wait_for 'main .*next: fork returns [0-9]+'
    wait_for 'P1 .*next: fork returns 0'
}

go_to_the_end() {
    type p
    wait_gone 'LIVE'
    wait_for 'returned 0'
}

# The first line that the program printed, as the stream tells it.
printed_first() {
    screen | grep -oE '(main|P1) prints "[a-z]+' | head -n 1
}
expect_first() {
    wait_until told_both
    [ "$(printed_first)" = "$1" ] || fail "first came: $(printed_first), not $1"
}
told_both() {
    [ "$(screen | grep -cE '(main|P1) prints "(parent|child)')" -ge 2 ]
}

case_parent_first() {
    fork_by_hand
    type 0
    wait_for 'main .*next: prints'
    type 0
    wait_for 'main prints "parent'
    wait_for 'P1 .*next: fork returns 0'
    type 1
    wait_for 'P1 .*next: prints'
    type 1
    wait_for 'P1 prints "child'
    expect_first 'main prints "parent'
    go_to_the_end
    key q
    expect_back 0
}

case_child_first() {
    fork_by_hand
    type 1
    wait_for 'P1 .*next: prints'
    type 1
    wait_for 'P1 prints "child'
    wait_for 'main .*next: fork returns [0-9]+'
    # What was seen stays so when one goes back to it.
    key b
    wait_for 'PAST'
    key End
    wait_gone 'PAST'
    type 0
    wait_for 'main .*next: prints'
    type 0
    wait_for 'main prints "parent'
    expect_first 'P1 prints "child'
    go_to_the_end
    key q
    expect_back 0
}

# Steps a lane until the screen shows a text.
step_until() { # KEY REGEX
    local deadline=$((SECONDS + patience_s)) before
    until shows "$2"; do
        [ $SECONDS -lt $deadline ] || fail "stepping $1 never showed $2: $(screen)"
        before=$(screen)
        type "$1"
        wait_until has_changed "$before"
    done
}
has_changed() {
    [ "$(screen)" != "$1" ]
}

case_a_reader_waits_for_its_writer() {
    begin_paused pipe pipe.c
    step_until 0 'P2 .*next: fork returns 0'
    type 2
    wait_for 'P2 .*next: closes pipe 1'
    type 2
    wait_for 'P2 .*next: reads from pipe 1'
    type 2
    wait_for 'P2 .*waits to read from pipe 1'
    type 2
    wait_for 'P2 waits for something to read from pipe 1'
    type 1
    wait_for 'P1 .*next: closes pipe 1'
    type 1
    wait_for 'P1 .*next: writes 1 byte'
    type 1
    wait_for 'P1 ──"A"──▸ P2'
    go_to_the_end
    key q
    expect_back 0
}

run_cases "$@"
