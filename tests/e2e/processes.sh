#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The learner as the scheduler of processes: fork, stepped to both outcomes; a pipe whose reader
# cannot go on before its writer, or never. And what many runs printed, counted.
# shellcheck source=tests/e2e/lib.sh disable=SC2016,SC2317
. "$(dirname "$0")/lib.sh"

# A page with one act that begins paused.
page() { # LESSON PROGRAM
    mkdir -p page/hand
    cp "$root/lessons/$1"/*.[ch] page/hand/
    printf -- '# By hand\n\nStep it.\n\n```run %s\npaused: yes\n```\n' "$2" >page/hand/lesson.md
}

begin_paused() { # LESSON PROGRAM
    page "$1" "$2"
    start 130x45 "CONC_TUTOR_PATH=page conc-tutor lesson hand"
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

# The lines that the program printed, in order, as the screen has them.
printed() {
    screen | sed -n '/what it prints/,$p' | grep -oE '\<(parent|child)\>' | tr '\n' ' ' || true
}
has_printed() {
    [ "$(printed)" = "$1" ]
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
    wait_until has_printed 'parent child '
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
    wait_until has_printed 'child parent '
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

case_a_reader_that_waits_for_itself() {
    run "$tutor" --plain run "$root/lessons/pipe/pipe-open.c"
    expect_status 1
    expect_in out 'P2 waits for something to read from pipe 1; only it itself could still write to it'
    run "$tutor" --json run "$root/lessons/pipe/pipe-open.c"
    expect_in out '"ended":"deadlock","deadlock":"[^"]*; only it itself could still write to it"'
}

case_what_went_wrong_is_said_to_its_end() { # in as many rows as it needs
    start 80x24 "conc-tutor run $root/lessons/pipe/pipe-open.c"
    wait_for '^ ! deadlock: main waits for a child process to end; P2 waits'
    wait_for '^   .*it itself could still write to it'
    key q
    expect_back 0
}

# The third child is P3, whichever of them runs first.
case_children_are_named_as_they_were_made() {
    local i
    for i in 1 2 3 4; do
        run "$tutor" --plain run "$root/lessons/fork/fan.c" 9
        expect_status 0
        [ "$(grep -cE 'P([1-9]) prints "\1"' out)" -eq 9 ] || fail "run $i: $(grep prints out)"
    done
}

# However late posix_spawn comes back: here when the new program is over.
case_what_is_started_is_made_before_it_is_there() {
    cat >late.c <<'EOF'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <spawn.h>
#include <sys/wait.h>
int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const argv[], char *const env[])
{
    int (*real)(pid_t *, const char *, const posix_spawn_file_actions_t *,
                const posix_spawnattr_t *, char *const[], char *const[]) =
        (int (*)(pid_t *, const char *, const posix_spawn_file_actions_t *,
                 const posix_spawnattr_t *, char *const[], char *const[]))dlsym(RTLD_NEXT,
                                                                               "posix_spawn");
    int error = real(pid, path, actions, attributes, argv, env);
    siginfo_t info;
    if (!error)
        waitid(P_PID, (id_t)*pid, &info, WEXITED | WNOWAIT);
    return error;
}
EOF
    cat >starter.c <<'EOF'
#include <spawn.h>
#include <sys/wait.h>
int main(void)
{
    pid_t pid;
    char *argv[] = {"true", 0}, *env[] = {0};
    return posix_spawn(&pid, "/bin/true", 0, 0, argv, env) || waitpid(pid, 0, 0) != pid;
}
EOF
    cc -w -shared -fPIC -o liblate.so late.c
    cc -w -g -o starter starter.c -L. -llate -Wl,-rpath,"$PWD"
    run "$tutor" --json run ./starter
    expect_status 0
    jq -se 'map(.kind) as $kinds | map(.lane) as $lanes |
        ($kinds | index("spawn-call")) < ($lanes | index("P1")) and
        ($lanes | index("P1")) < ($kinds | index("spawn")) and
        (.[$kinds | index("spawn")] | .text == "main has started P1" and .child_pid > 0)' \
        out >/dev/null || fail "$(cut -c1-200 out)"
}

case_a_writer_without_a_reader() {
    run "$tutor" --plain run "$root/lessons/pipe/pipe-broken.c"
    expect_status 0
    expect_in out 'P1, which was killed by SIGPIPE .*: it wrote to pipe 1, from which nobody can read'
}

# On one core the program is over before its memory can be looked at: it is one queue all the same.
case_shared_memory_is_one() {
    run taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')" "$tutor" --plain run \
        "$root/lessons/queue/queue.c" 3 1
    expect_status 0
    expect_in out 'P1 takes one from queue->room'
    expect_in out 'P2 takes one from queue->letters'
    expect_in out 'main locks queue->lock'
    expect_not_in out '(semaphore|lock) [0-9]'
}

case_what_was_printed_is_counted() {
    mkdir -p page/many
    cp "$root/lessons/fork/first.c" page/many/
    printf -- '# Many\n\n```run first.c\ntimes: 20\ntally: first\n```\n' >page/many/lesson.md
    CONC_TUTOR_PATH=page run "$tutor" --json lesson many
    expect_status 0
    jq -se 'map(select(.tally)) | length == 1 and (.[0].tally | map(.count) | add) == 20 and
        (.[0].tally | all(.text == "parent" or .text == "child"))' out >/dev/null ||
        fail "$(grep tally out)"
    CONC_TUTOR_PATH=page run "$tutor" --plain lesson many
    expect_in out '"parent" #+ [0-9]+$'
}

run_cases "$@"
