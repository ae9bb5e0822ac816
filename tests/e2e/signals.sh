#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What happens to the terminal and to the processes when the tutor is stopped, interrupted or killed
# in the middle of a run: no process is left, and the terminal can be used.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# A program that never ends, whose threads and child are all at it; the screen is in the middle.
start_endless() {
    cat >endless.c <<'END'
#include <pthread.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long counter;
static void *work(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}
int main(void)
{
    pthread_t thread[2];
    if (fork() == 0)
        setsid();
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
}
END
    start 80x24 "conc-tutor run endless.c"
    wait_until has_tutor
    wait_until on_alternate_screen
    wait_until all_are_there
}
all_are_there() { # the program and its child; what builds it comes before
    [ "$(programs endless)" -ge 2 ]
}
programs() { # NAME: how many processes run it
    marked | sed 's|.*|/proc/&/comm|' | xargs -r cat 2>/dev/null | grep -cx "$1"
}

case_interrupt_key() {
    start_endless
    key C-c
    # Ctrl-C ends the run, not the tutor.
    wait_until only_the_tutor_is_left
    has_tutor
    quit
}

case_quit_key() {
    start_endless
    # The first ends the run, the second the tutor.
    key q
    wait_until only_the_tutor_is_left
    has_tutor
    key q
    expect_back 0
}

# While it is still built: the first ends that, and it can be run again; the second ends the tutor.
case_quit_key_while_it_is_built() {
    printf '%s\n' '#!/bin/sh' 'exec sleep 1000' >compiler
    chmod +x compiler
    echo 'int main(void) { return 0; }' >slow.c
    start 80x24 "CC=$PWD/compiler XDG_CACHE_HOME=$PWD/cache conc-tutor run slow.c"
    wait_until compiler_runs
    key q
    wait_until only_the_tutor_is_left
    wait_for 'you have ended it'
    key q
    expect_back 0
}
compiler_runs() {
    [ "$(programs sleep)" -ge 1 ]
}

# A key that is pressed twice at once: the second is never lost.
case_quit_twice() {
    start_endless
    key q q
    expect_back 0
}

case_stop_and_go_on() {
    start_endless
    key C-z
    wait_until on_main_screen
    wait_for 'Stopped'
    expect_usable
    enter fg
    wait_until on_alternate_screen
    wait_for 'endless'
    has_tutor
    quit
}

killed_by() { # SIGNAL STATUS
    start_endless
    kill "-$1" "$(tutor_pid)"
    expect_back "$2"
}
case_terminate() {
    killed_by TERM 143
}
case_hang_up_signal() {
    killed_by HUP 129
}
case_crash() {
    killed_by SEGV 139
}
case_abort() {
    killed_by ABRT 134
}

case_kill_9() {
    start_endless
    kill -KILL "$(tutor_pid)"
    wait_until has_no_tutor
    wait_until none_is_left
    # Nobody can tidy up after this; the shell sets the terminal's modes for itself at its prompt.
    wait_until settings_are_back
    enter 'reset -Q 2>/dev/null; echo us""able'
    wait_for 'usable'
    on_main_screen || enter 'tput rmcup'
    wait_until on_main_screen
}

case_terminal_goes_away() {
    start_endless
    tm kill-server
    unset server
    wait_until none_is_left
}

case_terminate_text() {
    mark=$$-$RANDOM
    echo 'int main(void) { for (;;); }' >spin.c
    CONC_TUTOR_MARK=$mark "$tutor" --plain run spin.c >out 2>err </dev/null &
    local pid=$!
    wait_until program_runs
    kill -TERM $pid
    status=0
    wait $pid || status=$?
    expect_status 143
    wait_until none_is_left
}
program_runs() {
    [ "$(programs spin)" -ge 1 ]
}

case_interrupt_text() {
    start 80x24
    echo 'int main(void) { for (;;); }' >spin.c
    enter "CONC_TUTOR_MARK=$mark conc-tutor --plain run spin.c"
    wait_until program_runs
    key C-c
    wait_until has_no_tutor
    wait_until none_is_left
    expect_last_status 130
}

run_cases "$@"
