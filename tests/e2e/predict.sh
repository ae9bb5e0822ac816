#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a learner has predicted is told again at the end of the lesson, also when it was left and taken
# up in between; and nothing is told of what he did not predict.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

make_lesson() {
    mkdir -p lessons/mine
    cat >lessons/mine/lesson.md <<'END'
---
title: Mine
chapter: mine
---
```predict
What is the first number?
(x) one
( ) two
```
```run one.c
```
```predict
What is the second number?
( ) three
(x) one again
```
```run one.c
```
```predict
What is the third number?
( ) four
(x) one for ever
```
```run one.c
```
END
    printf '#include <stdio.h>\nint main(void) { puts("1"); return 0; }\n' >lessons/mine/one.c
}

case_told_at_the_end() {
    make_lesson
    start 80x40 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson mine"
    wait_for '1-2 answer'
    key 1
    wait_for 'Enter run'
    key Enter
    wait_for 'You predicted: one. You were right'
    key Enter
    wait_for 'second number'
    key 1
    wait_for 'Enter run'
    quit
    # Taken up before the run that answers the second question.
    start 80x40 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson mine"
    wait_for 'taken up where you left it'
    key Enter
    wait_for 'You predicted: three. The answer is: one again'
    key Enter
    wait_for 'third number'
    key Enter # no prediction
    wait_for 'Enter run'
    key Enter
    wait_for 'r again'
    key Enter
    wait_for 'You made 2 predictions, and 1 came true'
    wait_for 'you predicted: three'
    shows_not 'you predicted: (one|four)'
    quit
    # Begun anew, it is about what is predicted now.
    start 80x40 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson mine"
    wait_for '1-2 answer'
    key Enter
    for _ in 1 2; do
        wait_for 'Enter run'
        key Enter
        wait_for 'r again'
        key Enter
        wait_for '1-2 answer'
        key Enter
    done
    wait_for 'Enter run'
    key Enter
    wait_for 'r again'
    key Enter
    wait_for 'that was the'
    shows_not 'prediction'
    quit
}

run_cases "$@"
