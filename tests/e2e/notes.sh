#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The speaker's notes in a second terminal follow the lesson in the first.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# A lesson that runs nothing: what is tried here is who follows whom.
write_lesson() {
    mkdir -p lessons/talk
    cat >lessons/talk/lesson.md <<'END'
---
title: A talk
chapter: talks
order: 1
---
Before.

```notes
Greet them.
```

```predict
Which one?
(x) this
( ) that
```

```notes
Say *nothing* yet.
```

Between.

```predict
And now?
( ) this
(x) that
```

After.

```notes
Good bye.
```
END
}

second_window() { # COMMAND: a second terminal of the same user, which is shown from now on
    tm split-window -v "exec bash --rcfile '$PWD/rc' -i"
    wait_for '^e2e>'
    enter "CONC_TUTOR_MARK=$mark $1"
}
to_first() {
    tm select-pane -t 0
}
to_second() {
    tm select-pane -t 1
}
notes_say() {
    tm capture-pane -p -t 1 | grep -qE -- "$1"
}
notes_do_not_say() {
    ! notes_say "$1"
}

case_follows() {
    write_lesson
    start 80x50 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor --demo lesson talk"
    wait_for 'Which one'
    second_window 'conc-tutor notes'
    wait_until notes_say 'Greet them'
    wait_until notes_say 'Say nothing yet' # the notes behind the question, too
    wait_until notes_say 'act 1 of 2'
    ! notes_say 'Good bye' || fail 'notes of a later moment'
    to_first
    key 1
    wait_until notes_say 'act 2 of 2'
    wait_until notes_say 'Good bye'
    wait_until notes_do_not_say 'Greet them' # of an earlier moment
    key Enter
    wait_until notes_say 'lesson is over'
    key q
    wait_until notes_say 'No lesson is running'
    to_second
    key q
    wait_until none_is_left
    [ -z "$(ls .local/state/conc-tutor/sessions)" ] || fail 'a session file was left'
}

# A session that is killed is not followed any more.
case_killed() {
    write_lesson
    start 80x50 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson talk"
    wait_for 'Which one'
    local pid
    pid=$(tutor_pid)
    second_window 'conc-tutor notes'
    wait_until notes_say 'Greet them'
    kill -KILL "$pid"
    wait_until notes_say 'No lesson is running'
    key C-c
    wait_until none_is_left
}

told() { # REGEX
    grep -qE -- "$1" told
}

told_as_json() { # ACT: the last line says so
    [ "$(tail -n 1 told.json | jq .act 2>/dev/null)" = "$1" ]
}

# As text and as JSON, whenever the lesson moves on.
case_plain() {
    write_lesson
    start 80x24 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson talk"
    wait_for 'Which one'
    HOME=$PWD "$tutor" notes >told 2>err &
    local follower=$!
    HOME=$PWD "$tutor" --json notes >told.json 2>>err &
    local json=$!
    wait_until told 'Greet them'
    wait_until told_as_json 1 # each of them looks when it can
    key 1
    wait_until told 'Good bye'
    wait_until told_as_json 2
    told '^--- A talk: act 2 of 2'
    key q
    wait_until told 'no lesson is running'
    wait_until told_as_json null
    kill -TERM $follower $json
    wait $follower && fail 'ended as if nothing had been'
    wait $json && fail 'ended as if nothing had been'
    [ ! -s err ] || fail "on standard error: $(cat err)"
    jq -se 'map(.act) == [1, 2, null] and .[0].notes[0] == "Greet them."' told.json >jq.out ||
        fail "not as it should be: $(cat told.json)"
}

case_prompt() {
    write_lesson
    start 80x24 "CONC_TUTOR_PATH=\$PWD/lessons conc-tutor lesson talk"
    wait_for 'Which one'
    enter ':notes'
    wait_for 'another terminal'
    shows_not 'Greet them' || fail 'students see the notes'
    quit
}

run_cases "$@"
