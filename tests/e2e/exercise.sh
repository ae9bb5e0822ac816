#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The learner's loop inside the screen: an exercise as an act of a page, as what a lesson offers at its
# end, and as a word at the prompt. The editor is a script that puts another file in place.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

folder=$root/lessons/race/exercise/protect

# A lesson of one's own with two exercises, of which the page names one.
make_lesson() {
    mkdir -p course/mine/exercise
    cp -r "$folder" course/mine/exercise/mend
    cp -r "$root/lessons/lock/exercise/two-accounts" course/mine/exercise/stop
    printf -- '---\ntitle: Mine\nchapter: mine\nsummary: Mine.\n---\nRead this first.\n\n%s\n\n%s\n' \
        '```exercise mend
```' 'That was all.' >course/mine/lesson.md
}

# An editor that is told by a file what to put in place.
make_editor() {
    cat >editor <<END
#!/bin/sh
cp "$PWD/next.c" "\$1"
END
    chmod +x editor
}

open_lesson() { # SIZE [NAME=VALUE ...]
    local size=$1
    shift
    make_lesson
    start "$size" "CONC_TUTOR_PATH=$PWD/course EDITOR=$PWD/editor $* conc-tutor lesson mine"
    wait_for 'Read this first'
    wait_for 'mend: Protect the counter'
    wait_for 'not begun'
}

# The file is looked at whenever it is saved, with an editor in another window: written over, and
# renamed into place.
case_every_save_is_checked() {
    make_editor
    open_lesson 100x40
    cp "$folder/start.c" next.c
    type e
    wait_for 'NOT YET: there is a schedule on which a claim does not hold'
    wait_for 'tried once'
    cp "$folder/solution.c" mend/mend.c
    wait_for 'PROVED: on every schedule there is, it is right'
    wait_for '\[x\] passed'
    # Nothing was pushed on: the same exercise is at hand.
    wait_for 'mend: Protect the counter'
    cp "$folder/mutants/big-lock.c" mend/aside
    mv mend/aside mend/mend.c
    wait_for 'OVER-SYNCHRONISED'
    type q
    expect_back 0
}

case_from_page_to_proved() {
    make_editor
    open_lesson 100x40
    type c
    wait_for 'nothing to check yet'
    # His own copy of the start.
    cp "$folder/start.c" next.c
    type e
    wait_for 'NOT YET: there is a schedule on which a claim does not hold'
    wait_for 'tried once'
    wait_for 'the next step|The simplest way there'
    wait_for 'mend/mend.c'
    # His counterexample, step by step.
    type b
    wait_for 'PAST'
    wait_for 'what happens'
    key End
    wait_gone 'PAST'
    type h
    wait_for 'A hint that fits'
    wait_for 'hint 1 of 3'
    key Enter
    type s
    wait_for 'is shown when you have solved it'
    key End # "se" in one go would be the beginning of a word
    echo 'int x =' >next.c
    type e
    wait_for 'error: expected'
    wait_for 'IT DOES NOT COMPILE'
    key Enter
    cp "$folder/mutants/big-lock.c" next.c
    type e
    wait_for 'OVER-SYNCHRONISED'
    cp "$folder/solution.c" next.c
    type e
    wait_for 'PROVED: on every schedule there is, it is right'
    wait_for 'passed'
    wait_for 's solution'
    type s
    wait_for 'The lock is held for the addition alone'
    key Enter
    wait_for 'passed'
    key Enter
    # What the page did not name is offered all the same, and the state of both is seen.
    wait_for 'Exercises of this lesson'
    wait_for '1 \[x\] mend'
    wait_for '2 \[ \] stop'
    type 2
    wait_for 'stop: Stop both of them'
    type e
    wait_for 'step 1: who goes on'
    type 012
    wait_for 'FOUND: this is how it goes wrong'
    # What the tutor writes down itself is no save: while an h may still become a word, one would be
    # checked.
    type h
    wait_for 'hint 1 of'
    key Enter
    wait_gone 'hint 1 of'
    key Enter
    wait_for '2 \[x\] stop'
    quit
    grep -qx 'tried mine/stop 1' .local/state/conc-tutor/progress
    grep -qx 'tried mine/mend 4' .local/state/conc-tutor/progress
    grep -qx 'solved mine/stop' .local/state/conc-tutor/progress
}

# Whatever an editor does to the terminal and whatever becomes of it, the screen comes back.
case_editors_that_fail() {
    cat >editor <<'END'
#!/bin/sh
stty raw -echo
printf '\033[?1049h\033[?25lrubbish'
kill -9 $$
END
    chmod +x editor
    open_lesson 80x24
    type e
    wait_for 'NOT YET|was ended by signal 9'
    wait_for 'e edit'
    wait_gone 'rubbish'
    quit
    enter "CONC_TUTOR_MARK=$mark CONC_TUTOR_PATH=$PWD/course EDITOR=/nowhere/ed conc-tutor lesson mine"
    wait_for 'e edit'
    type e
    wait_for "there is no editor '/nowhere/ed': set EDITOR"
    quit
}

# Ctrl-C in an editor is the editor's, not ours.
case_interrupted_editor() {
    cat >editor <<'END'
#!/bin/sh
trap 'exit 0' INT
echo in the editor
while :; do sleep 0.1; done # until it is interrupted
END
    chmod +x editor
    open_lesson 80x24
    type e
    wait_for 'in the editor'
    key C-c
    wait_for 'NOT YET: there is a schedule'
    has_tutor
    quit
}

# While it is checked the screen lives, and q ends the check alone.
case_a_check_can_be_ended() {
    make_lesson
    # A check that takes long: many threads, many rounds.
    sed -i 's/^check: .*/check: 4 3/; s/^kind: fix/kind: fix\nbudget: 60/' course/mine/exercise/mend/task.md
    make_editor
    cp "$folder/solution.c" next.c
    start 80x24 "CONC_TUTOR_PATH=$PWD/course EDITOR=$PWD/editor conc-tutor lesson mine"
    wait_for 'not begun'
    type e
    wait_for 'checking'
    key Enter
    wait_for 'it is being checked; q ends that'
    wait_for 'checking [0-9]+ s'
    type q
    wait_for 'ended; c checks again'
    has_tutor
    wait_until only_the_tutor_is_left
    quit
}

case_words_at_the_prompt() {
    start 100x40 "conc-tutor"
    wait_for 'Enter next lesson'
    enter 'exercise start protect'
    wait_for 'protect/protect.c'
    [ -f protect/protect.c ]
    enter ':check protect'
    wait_for 'NOT YET: there is a schedule on which a claim does not hold'
    enter ":check $folder/solution.c protect"
    wait_for 'PROVED: on every schedule there is, it is right'
    type r
    wait_for 'r once more'
    type r
    wait_for "'protect' begins anew"
    key Enter
    wait_for 'Enter next lesson'
    enter 'exercise hint protct'
    wait_for "did you mean 'protect'"
    quit
}

# Nobody fails a lesson for what he has not done yet.
case_as_text() {
    make_lesson
    export HOME=$PWD XDG_STATE_HOME=$PWD/state CONC_TUTOR_PATH=$PWD/course
    run "$tutor" lesson mine
    expect_status 0
    expect_in out '^--- exercise mend \(fix the program\): Protect the counter ---'
    expect_in out '^\[ \] not begun'
    expect_in out 'Make the count right on every schedule'
    expect_in out '^Exercises of this lesson'
    expect_in out '^  \[ \] find  stop '
    run "$tutor" lesson mine --json
    expect_status 0
    [ "$(jq -r 'select(.act == "exercise") | "\(.exercise) \(.state) \(.tries)"' out)" = 'mend new 0' ]
    run "$tutor" exercise start mend
    run "$tutor" check mend
    expect_status 1
    run "$tutor" lesson mine --json
    [ "$(jq -r 'select(.act == "exercise") | "\(.state) \(.tries)"' out)" = 'begun 1' ]
    run "$tutor" lint --rounds 0 course/mine
    expect_not_in out 'exercise'
    sed -i 's/exercise mend/exercise mented/' course/mine/lesson.md
    run "$tutor" lint --rounds 0 course/mine
    expect_in out "this lesson has no exercise 'mented'"
    run "$tutor" lesson mine
    expect_status 2
    expect_in err "unknown exercise 'mine/mented'"
}

# Of a run that went wrong it is said how it ended, in whole sentences.
case_how_a_run_ended() {
    export HOME=$PWD XDG_STATE_HOME=$PWD/state CONC_TUTOR_PATH=$root/lessons
    run "$tutor" exercise start wait-for-all
    sed -i 's/_exit(is_faulty(i));/_exit(0);/' wait-for-all/wait-for-all.c
    run "$tutor" check wait-for-all
    expect_status 1
    tr -s ' \n' ' ' <out >line
    expect_in line 'the program was killed by SIGABRT \(Aborted\); it had printed: "'
}

# What was begun on a full disk is begun anew, and not "as you left it".
case_no_room() {
    export HOME=$PWD XDG_STATE_HOME=$PWD/state
    (
        trap '' XFSZ
        ulimit -f 0
        "$tutor" exercise start protect </dev/null 2>&1 || echo "status $?"
    ) | cat >out
    expect_in out '^status 3$'
    expect_in out "^conc-tutor: cannot write 'protect/protect.c': "
    [ ! -e protect/protect.c ] || fail 'a part of it is there'
    run "$tutor" exercise start protect
    expect_status 0
    cmp "$root/lessons/race/exercise/protect/start.c" protect/protect.c
}

run_cases "$@"
