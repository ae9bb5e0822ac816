# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# End to end: the program as a person has it, on a terminal of any size. The terminal is tmux with a
# server of its own, which ends with the case, however that ends. Waiting is always for something to
# be true, until a deadline; nothing is waited for by time.
#
# A test is a script that reads this file, has functions case_NAME, and ends with run_cases. A case
# runs in a subshell with -e, in an empty folder of its own, and passes when nothing in it failed.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tutor=${BUILD:-$root/build}/conc-tutor
patience_s=${PATIENCE:-120} # for one condition, on a loaded machine

# --- text ----------------------------------------------------------------------------------------

fail() {
    echo "$*"
    exit 1
}

# Runs a command: `status`, and its output in the files out and err.
run() {
    status=0
    "$@" >out 2>err </dev/null || status=$?
}

expect_status() {
    [ "$status" -eq "$1" ] && return
    echo "status $status, not $1; standard error:"
    head -n 20 err
    exit 1
}

expect_in() { # FILE REGEX
    grep -qE -- "$2" "$1" && return
    echo "no line with '$2' in $1:"
    head -n 40 "$1"
    exit 1
}

expect_not_in() { # FILE REGEX
    if grep -nE -- "$2" "$1"; then fail "a line with '$2' in $1"; fi
}

expect_one_error() { # one line in the form "conc-tutor: what failed: why"
    [ "$(wc -l <err)" -eq 1 ] || fail "not one line on standard error: $(head -n 20 err)"
    expect_in err '^conc-tutor: .'
}

# --- conditions -----------------------------------------------------------------------------------

# Looks at a condition, again and again, until it holds.
wait_until() { # COMMAND ...
    local deadline=$((SECONDS + patience_s))
    until "$@"; do
        if [ $SECONDS -ge $deadline ]; then
            echo "after $patience_s s still not: $*"
            if [ -n "${server-}" ]; then
                echo '--- screen'
                screen
                echo '---'
            fi
            exit 1
        fi
        sleep 0.05 # between two looks
    done
}

# Everything that was started with CONC_TUTOR_MARK=$mark: the tutor and all below it.
marked() {
    grep -lsazx "CONC_TUTOR_MARK=$mark" /proc/[0-9]*/environ 2>/dev/null |
        sed 's|/proc/\([0-9]*\)/.*|\1|' || true
}
none_is_left() {
    [ -z "$(marked)" ]
}

# --- a terminal -----------------------------------------------------------------------------------

tm() {
    tmux -S "$server" "$@"
}

# A shell on a terminal, and the command typed into it. The shell's prompt is "e2e> "; what it runs
# is marked.
start() { # COLUMNSxROWS [COMMAND]
    server=$PWD/tmux
    mark=$$-$RANDOM$RANDOM
    # PATH and TERM stand here since tmux gives a new shell its own.
    printf "PS1='e2e> '; cd '%s'; unset HISTFILE; PATH='%s'; TERM=%s\n" "$PWD" \
        "${tutor%/*}:$PATH" "${terminal:-tmux-256color}" >rc
    tm -f /dev/null new-session -d -x "${1%x*}" -y "${1#*x}" \
        -e HOME="$PWD" ${colour+-e "$colour"} \
        "exec bash --rcfile '$PWD/rc' -i" \; set -g status off \; set -g exit-empty on
    wait_for '^e2e>'
    shell=$(tm display -p '#{pane_pid}')
    settings_before=$(settings)
    [ $# -lt 2 ] || enter "CONC_TUTOR_MARK=$mark $2"
}

type() {
    tm send-keys -l -- "$1"
}
key() {
    tm send-keys "$@"
}
enter() { # a line at a prompt
    type "$1"
    key Enter
}
screen() {
    tm capture-pane -p
}
shows() {
    screen | grep -qE -- "$1"
}
shows_not() {
    ! shows "$1"
}
wait_for() {
    wait_until shows "$1"
}
wait_gone() {
    wait_until shows_not "$1"
}
resize() { # COLUMNSxROWS
    tm resize-window -x "${1%x*}" -y "${1#*x}"
}
settings() { # of the terminal, as the shell's commands have them
    stty -a -F "$(tm display -p '#{pane_tty}')" | sed 's/rows [0-9]*; columns [0-9]*;//'
}

# The tutor itself: the shell's child.
tutor_pid() {
    pgrep -P "$shell" -x conc-tutor
}
has_tutor() {
    tutor_pid >/dev/null
}
has_no_tutor() {
    ! tutor_pid >/dev/null
}
on_alternate_screen() {
    [ "$(tm display -p '#{alternate_on}')" = 1 ]
}
on_main_screen() {
    [ "$(tm display -p '#{alternate_on}')" = 0 ]
}

# The tutor has gone, nothing it started is alive, and the terminal is the shell's again: the main
# screen, echo, a cursor, no mouse, and the settings from before.
expect_back() { # STATUS: that the shell was told
    wait_until has_no_tutor
    wait_until none_is_left
    wait_until on_main_screen
    expect_last_status "$1"
    expect_usable
}
quit() {
    enter ':quit'
    expect_back 0
}
only_the_tutor_is_left() {
    [ "$(marked | wc -l)" -le 1 ]
}
expect_usable() {
    asked=$((${asked-0} + 1)) # what was answered before is still on the screen
    key C-u
    enter "echo us''able $asked"
    wait_for "^usable $asked\$"
    [ "$(tm display -p '#{cursor_flag} #{keypad_flag} #{mouse_any_flag}')" = '1 0 0' ] ||
        fail "cursor, keypad or mouse not as before: $(tm display -p \
            '#{cursor_flag} #{keypad_flag} #{mouse_any_flag}')"
    # The shell's line editor has its own settings at its prompt, before and after.
    wait_until settings_are_back
}
settings_are_back() {
    diff <(echo "$settings_before") <(settings) >settings.diff
}
# The status of the last command of the shell.
expect_last_status() {
    asked=$((${asked-0} + 1))
    key C-u
    enter "echo sta''tus \$? $asked"
    wait_for "^status $1 $asked\$"
}

# --- running --------------------------------------------------------------------------------------

# Who ends meanwhile is no failure; and who has not ended yet may still write into the folder.
# shellcheck disable=SC2317 # called by a trap
clean_up() {
    local pid pids deadline=$((SECONDS + patience_s))
    if [ -n "${server-}" ]; then tm kill-server 2>/dev/null || true; fi
    while [ -n "${mark-}" ] && pids=$(marked) && [ -n "$pids" ] && [ $SECONDS -lt $deadline ]; do
        for pid in $pids; do kill -KILL "$pid" 2>/dev/null || true; done
    done
    rm -rf "$dir" || true
}

run_cases() {
    local name passed=0 failed=0 output
    unset TMUX TMUX_PANE
    for name in $(declare -F | sed -n 's/^declare -f case_//p'); do
        [[ $name == *"${1-}"* ]] || continue
        dir=$(mktemp -d)
        # Not in an `if`: that would switch -e off.
        output=$(
            exec 2>&1
            trap clean_up EXIT
            cd "$dir"
            set -e
            "case_$name"
        )
        # shellcheck disable=SC2181 # see above
        if [ $? -eq 0 ]; then
            echo "ok $name"
            passed=$((passed + 1))
        else
            echo "FAIL $name"
            printf '%s\n' "$output" | sed 's/^/    /'
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ] && [ $passed -gt 0 ]
}
