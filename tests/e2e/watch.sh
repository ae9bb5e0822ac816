#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The learner's loop: from the start to proved, through two wrong attempts. The editor is simulated:
# it writes, it renames, it saves slowly.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

folder=$root/lessons/race/exercise/protect

last_verdict() { # of the lines of JSON in told
    [ "$(tail -n 1 told 2>/dev/null | jq -r .check 2>/dev/null)" = "$1" ]
}
verdicts() {
    jq -r .check told | tr '\n' ' '
}

# Two wrong attempts, then the solution. Keys: a hint, the solution once it is earned, quit.
case_from_start_to_proved() {
    start 80x40 'conc-tutor watch protect'
    wait_for 'NOT YET: there is a schedule on which a claim does not hold'
    wait_for '^protect: *$'
    wait_for '^h hint'
    type h
    wait_for 'hint 1 of 3'
    # Not earned yet.
    type s
    wait_for 'is shown when you have solved it'
    # In place, as many editors do.
    cat "$folder/mutants/own-lock.c" >protect/protect.c
    wait_for 'reads counted'
    wait_for 'NOT YET: there is a schedule on which a claim does not hold'
    # Another file, renamed.
    cp "$folder/mutants/big-lock.c" protect/.protect.c.swp
    mv protect/.protect.c.swp protect/protect.c
    wait_for 'OVER-SYNCHRONISED'
    # Slowly: truncated, half of it, the rest.
    local size half
    size=$(stat -c %s "$folder/solution.c")
    half=$((size / 2))
    {
        head -c $half "$folder/solution.c"
        sleep 0.3 # a slow disk
        tail -c +$((half + 1)) "$folder/solution.c"
    } >protect/protect.c
    wait_for 'PROVED: on every schedule there is, it is right'
    wait_for '^h hint .* s solution .* q quit' # whole, in 80 columns
    type s
    wait_for 'The lock is held for the addition alone'
    type l
    wait_for '1 of [0-9]+ solved'
    # Of a list that is longer than the terminal, what stands around the one at hand is shown.
    wait_for '\[x\] protect <'
    resize 60x12
    type l
    wait_for '\[x\] protect <'
    wait_for '1 of [0-9]+ solved; all of them'
    type q
    expect_back 0
    grep -qx 'solved race/protect' .local/state/conc-tutor/progress
}

# Never on by itself; n goes on, and comes back with what was there.
case_next_and_reset() {
    start 90x40 'conc-tutor watch protect'
    wait_for 'NOT YET'
    cp "$folder/solution.c" protect/protect.c
    wait_for 'PROVED: on every schedule there is, it is right'
    type r
    wait_for 'r once more'
    type r
    wait_for "'protect' begins anew"
    wait_for 'NOT YET'
    cmp protect/protect.c.1 "$folder/solution.c"
    cmp protect/protect.c "$folder/start.c"
    type n
    wait_gone '^protect +\|'
    wait_for 'Save .*, and it is checked|NOT YET'
    type q
    expect_back 0
    [ "$(find . -maxdepth 1 -type d -name '[a-z]*' ! -name protect | wc -l)" -ge 1 ]
}

case_editor_and_signal() {
    cat >editor <<'END'
#!/bin/sh
cp "$SOLUTION" "$1"
echo editor was here >>seen
END
    chmod +x editor
    start 90x40 "EDITOR=$PWD/editor SOLUTION=$folder/solution.c conc-tutor watch protect"
    wait_for 'NOT YET'
    type e
    wait_for 'PROVED: on every schedule there is, it is right'
    grep -q 'editor was here' seen
    key C-c
    expect_back 130
}

# Without a terminal: a line of JSON at each save, until standard input asks to quit.
case_without_a_terminal() {
    mkfifo keys
    HOME=$PWD XDG_STATE_HOME=$PWD/state "$tutor" watch protect --json <keys >told 2>err &
    local tutor_at=$!
    exec 7>keys
    wait_until last_verdict assertion
    # In place, and at once: an empty file for long would be an answer, too.
    local big_lock
    big_lock=$(<"$folder/mutants/big-lock.c")
    printf '%s\n' "$big_lock" >protect/protect.c
    wait_until last_verdict over-synchronised
    # Broken for a moment, as when one saves in the middle of a word.
    echo 'int x = ' >protect/protect.c
    wait_until last_verdict does-not-compile
    cp "$folder/solution.c" new && mv new protect/protect.c
    wait_until last_verdict proved
    # The same again is no news.
    touch protect/protect.c
    cp "$folder/solution.c" new && mv new protect/protect.c
    echo q >&7
    exec 7>&-
    wait $tutor_at
    [ "$(verdicts)" = 'assertion over-synchronised does-not-compile proved ' ] || fail "$(verdicts)"
}

# The learner is the scheduler; when he has made it fail, that is the answer.
case_hunt() {
    start 100x40 'conc-tutor exercise start two-accounts'
    wait_for 'who goes on'
    type 0
    wait_for 'step 2: who goes on'
    type 1
    wait_for 'step 3: who goes on'
    type 2
    wait_for 'you made it fail in 3 steps'
    type q
    wait_until has_no_tutor
    wait_for 'FOUND: this is how it goes wrong'
    expect_back 0
    grep -qx 'm1 a1 b1' two-accounts/two-accounts.schedule
    grep -qx 'solved lock/two-accounts' .local/state/conc-tutor/progress
    # Nothing is overwritten by beginning again, and a run that ends well has lost.
    run env HOME="$PWD" "$tutor" exercise start two-accounts
    expect_status 0
    expect_in out 'as you left it'
    run env HOME="$PWD" "$tutor" check --schedule 'm1 a9' two-accounts
    expect_status 1
    expect_in out 'ends as it should'
}

# The rest of the words of `exercise`.
case_words() {
    export HOME=$PWD XDG_STATE_HOME=$PWD/state
    run "$tutor" exercise start protect
    expect_status 0
    echo mine >protect/protect.c
    run "$tutor" exercise start protect
    expect_status 0
    [ "$(cat protect/protect.c)" = mine ]
    run "$tutor" exercise hint protect
    expect_in out 'hint 1 of 3'
    expect_not_in out 'hint 2 of 3'
    run "$tutor" exercise hint protect
    expect_in out 'hint 2 of 3'
    run "$tutor" exercise solution protect
    expect_status 1
    expect_one_error
    run "$tutor" exercise check protect
    expect_status 2
    cp "$folder/solution.c" protect/protect.c
    run "$tutor" check protect
    expect_status 0
    run "$tutor" exercise solution protect
    expect_status 0
    cmp out "$folder/solution.c"
    run "$tutor" list --json
    [ "$(jq -c 'select(.id == "race") | .solved' out)" = 1 ]
    run "$tutor" exercise export
    cp out kept
    run "$tutor" exercise reset all
    expect_status 0
    run "$tutor" exercise list --json
    [ "$(jq -r 'select(.id == "protect") | .state' out)" = new ]
    run "$tutor" exercise import kept
    expect_status 0
    run "$tutor" exercise list --json
    [ "$(jq -r 'select(.id == "protect") | .state' out)" = solved ]
    run "$tutor" exercise start protct
    expect_status 2
    expect_in err "did you mean 'protect'"
    run "$tutor" exercise dance protect
    expect_status 2
    run "$tutor" exercise start
    expect_status 2
}

run_cases "$@"
