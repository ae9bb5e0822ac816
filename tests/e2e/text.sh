#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line without a terminal: exit statuses, one-line errors, text and JSON, as the manual
# promises them.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

case_help() {
    run "$tutor" --help
    expect_status 0
    [ ! -s err ] || fail "help on standard error: $(cat err)"
    for word in list lesson run replay lint doctor help --plain --json --color --speed --save --place \
        --budget --help --version; do
        expect_in out "(^|[ ,[])$word([] ,=]|\$)"
    done
}

case_help_is_what_no_arguments_give() {
    run "$tutor" --help
    mv out help
    run "$tutor"
    expect_status 0
    cmp out help
}

case_help_of_each_command() {
    local word
    for word in list lesson run replay lint doctor; do
        run "$tutor" help $word
        expect_status 0
        expect_in out "$word"
    done
    run "$tutor" help lessen
    expect_status 2
    expect_one_error
    expect_in err "'lessen'.*lesson"
}

case_version() {
    run "$tutor" --version
    expect_status 0
    expect_in out '^conc-tutor [0-9]+\.[0-9]+\.[0-9]+'
}

case_unknown_words() {
    run "$tutor" lesson rase
    expect_status 2
    expect_one_error
    expect_in err "'rase'.*race"
    run "$tutor" lessn race
    expect_status 2
    expect_one_error
    expect_in err "'lessn'.*lesson"
    run "$tutor" --plan lesson race
    expect_status 2
    expect_in err '^conc-tutor: .*--plan'
    run "$tutor" --place everywhere lesson race
    expect_status 2
    expect_one_error
    run "$tutor" --budget soon lesson race
    expect_status 2
    expect_one_error
    run "$tutor" lesson
    expect_status 2
    expect_one_error
    run "$tutor" run
    expect_status 2
    expect_one_error
}

# Of each command's options `help COMMAND` tells; every other is refused, whatever stands where.
case_options_of_other_commands() {
    local command option refused=0
    LANGUAGE=en "$tutor" --help | sed -n 's/^  --\([a-z]*\) .*/\1/p' >options
    for command in $("$tutor" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p'); do
        "$tutor" help "$command" | grep -oE -- '--[a-z]+' | sort -u >own
        [ "$(grep -cxE -- '--(plain|json|lang|color)' own)" = 4 ] || fail "$command: $(cat own)"
        while read -r option; do
            grep -qx -- "--$option" own && continue
            # A value, and twice as many words as it takes: nothing of this is carried out.
            run "$tutor" "--$option$(value_of "$option")" "$command" a b c
            expect_status 2
            expect_one_error
            expect_in err "^conc-tutor: --$option means nothing to '$command'; it is an option of: "
            expect_not_in err "of: .*\\b$command\\b"
            refused=$((refused + 1))
        done <options
    done
    [ $refused -gt 100 ] || fail "only $refused refused"
    run "$tutor" --to json
    expect_status 2
    expect_one_error
    # What stands behind the program is the program's.
    run "$tutor" run --plain race/race.c 2 10 --to csv
    expect_status 0
}
value_of() { # OPTION
    case $1 in
    speed | seed | budget | preemptions | random | executions | jobs | rounds) echo '=1' ;;
    save | with | schedule) echo '=a' ;;
    place) echo '=one' ;;
    backend) echo '=fast' ;;
    shard) echo '=1/2' ;;
    to | format) echo '=json' ;;
    set) echo '=a=1' ;;
    esac
}

case_an_act_that_is_not_there() {
    run "$tutor" lesson fork 99
    expect_status 2
    expect_in err "there is no act 99: 'fork' has 12$"
}

case_a_program_is_no_command() {
    run "$tutor" count.c
    expect_status 2
    expect_in err "it is a program: 'run count.c'"
}

case_run_missing_file() {
    run "$tutor" run ./nothing.c
    expect_status 2
    expect_one_error
    expect_in err 'nothing\.c'
    run "$tutor" run ./nothing
    expect_status 2
    expect_one_error
}

case_run_directory() {
    mkdir folder
    run "$tutor" run ./folder
    expect_status 2
    expect_one_error
    expect_in err 'folder.*directory'
}

case_run_does_not_compile() {
    echo 'int main(void) { return nothing; }' >broken.c
    run "$tutor" run ./broken.c
    expect_status 2
    # One line of ours; what the compiler said besides is welcome.
    expect_in err '^conc-tutor: .*broken\.c'
    cat out err >both
    expect_in both 'nothing'
}

case_run_cannot_be_executed() {
    echo 'this is no program' >text
    run "$tutor" run ./text
    expect_status 2
    expect_one_error
    printf '\177ELF and no more' >half
    chmod +x half
    run "$tutor" run ./half
    [ "$status" -eq 2 ] || [ "$status" -eq 1 ] || fail "status $status"
    expect_one_error
    expect_in err 'half'
}

case_run_own_c_file() {
    cat >own.c <<'END'
#include <pthread.h>
#include <stdio.h>
static void *work(void *name)
{
    printf("%s works\n", (char *)name);
    return NULL;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, "thread");
    pthread_join(thread, NULL);
    return 0;
}
END
    run "$tutor" run --plain ./own.c
    expect_status 0
    expect_in out 'thread works'
    expect_in out 'T1'
    expect_in out 'own\.c:[0-9]+'
    none_left_of_all
}

case_run_names() { # of what is no global variable
    cat >names.c <<'END'
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
struct queue { pthread_mutex_t lock; pthread_cond_t more; int n; int *items; };
struct account { pthread_mutex_t lock; long balance; };
struct table { int size; struct account *places; };
struct team { sem_t seats; int size; struct queue *queue; };
static struct account *accounts;
static struct table *table;
static void take(pthread_mutex_t *mutex) { pthread_mutex_lock(mutex); }
static struct queue *make(void)
{
    struct queue *fresh = calloc(1, sizeof(*fresh));
    fresh->items = calloc(4, sizeof(int));
    pthread_mutex_init(&fresh->lock, NULL);
    return fresh;
}
static void *work(void *given)
{
    struct team *team = given;
    sem_wait(&team->seats);
    take(&table->places[1].lock);
    take(&accounts[1].lock);
    take(&accounts[2].lock);
    accounts[2].balance++;
    pthread_mutex_unlock(&accounts[2].lock);
    pthread_mutex_unlock(&accounts[1].lock);
    pthread_mutex_unlock(&table->places[1].lock);
    struct queue *queue = team->queue;
    pthread_mutex_lock(&queue->lock);
    queue->n++;
    queue->items[2]++;
    pthread_cond_signal(&queue->more);
    pthread_mutex_unlock(&queue->lock);
    sem_post(&team->seats);
    return NULL;
}
int main(void)
{
    pthread_mutex_t alone = PTHREAD_MUTEX_INITIALIZER;
    struct team team = {.size = 2};
    pthread_t threads[2];
    accounts = calloc(3, sizeof(*accounts));
    table = malloc(sizeof(*table));
    table->places = calloc(2, sizeof(*table->places));
    team.queue = make();
    sem_init(&team.seats, 0, 1);
    take(&alone);
    for (int i = 0; i < team.size; i++)
        pthread_create(&threads[i], NULL, work, &team);
    for (int i = 0; i < team.size; i++)
        pthread_join(threads[i], NULL);
    printf("%d %ld\n", team.queue->n, accounts[2].balance);
}
END
    local compiler memory
    for compiler in gcc clang; do
        type -P "$compiler" >/dev/null || continue
        for memory in no yes; do
            CC=$compiler run "$tutor" --plain run --set "memory=$memory" names.c
            expect_status 0
            expect_in out 'main prepares fresh->lock '
            expect_in out 'main sets team.seats to 1 '
            expect_in out 'main locks alone '
            expect_in out 'T1 (takes one from|waits for) team.seats'
            expect_in out 'T1 locks table->places\[1\]\.lock '
            expect_in out 'T1 locks accounts\[1\]\.lock '
            expect_in out 'T2 locks accounts\[2\]\.lock '
            expect_in out 'T2 locks fresh->lock '
            expect_in out 'T1 signals queue->more: '
            expect_not_in out 'lock [0-9]|condition [0-9]|semaphore [0-9]|memory at'
        done
        expect_in out 'T[12] writes accounts\[2\]\.balance = 2 '
        expect_in out 'T[12] writes (queue|fresh)->n = 2 '
        expect_in out 'T[12] writes (queue|fresh)->items\[2\] = 2 '
    done
    # without frame pointers there is less to be known, and nothing is made up
    gcc -g -O2 -fomit-frame-pointer -pthread -o names names.c
    run "$tutor" --plain run ./names
    expect_status 0
    expect_in out 'accounts\[1\]\.lock|lock [0-9]'
}

case_run_any_executable() {
    run "$tutor" --plain run /bin/echo hello --plain
    expect_status 0
    expect_in out 'hello --plain'
    run "$tutor" --plain run /bin/false
    expect_in out 'returned 1|status 1|exit.* 1'
    run "$tutor" --plain run sh -c 'kill -SEGV $$'
    expect_status 1
    expect_in out 'SIGSEGV'
}

# No program uses more cores than there are, however short it runs.
# Of a program that was built without -g no line is known: none is told, not an empty one.
case_run_what_cannot_be_followed() {
    printf '#include <stdio.h>\nint main(void)\n{\n    return puts("here") < 0;\n}\n' >alone.c
    ${CC:-cc} -static -o alone alone.c
    run "$tutor" --plain run ./alone
    expect_status 0
    expect_in out 'it is linked statically: only what it prints'
    expect_in out 'the program prints "here'
    echo "#!$PWD/alone" >script
    chmod +x script
    run "$tutor" --plain run ./script
    expect_status 0
    expect_in out 'its steps could not be followed'
    run "$tutor" --plain run /bin/echo hello
    expect_not_in out 'linked statically|not be followed'
}

case_run_with_much_room() { # the largest rings that there are
    printf '#include <stdio.h>\nint main(void)\n{\n    return puts("here") < 0;\n}\n' >plain.c
    run "$tutor" --plain run --set rings=1048576 plain.c
    expect_status 0
    expect_in out 'main prints "here'
    run "$tutor" --plain run --set rings=2097152 plain.c
    expect_status 2
    expect_one_error
    expect_in err "2097152.* 1048576"
}

case_run_without_debug_information() {
    printf '#include <stdio.h>\nint main(void)\n{\n    return puts("here") < 0;\n}\n' >plain.c
    ${CC:-cc} -o plain plain.c
    run "$tutor" --plain run ./plain
    expect_status 0
    expect_in out 'main prints "here'
    expect_not_in out '\(\)'
}

case_cores_used() {
    printf 'int main(void)\n{\n    return 0;\n}\n' >short.c
    for _ in 1 2 3 4 5; do
        run "$tutor" --json run short.c
        expect_status 0
        jq -es 'map(select(.act)) | .[0] | .cores <= .cpus' out >/dev/null || fail "$(tail -n 1 out)"
    done
}

case_run_json() {
    run "$tutor" --json run race/race.c 2 1000
    expect_status 0
    valid_json out
    jq -se '[.[] | select(.tid) | .tid] | unique | length >= 3' out >/dev/null
    jq -se '.[-1] | .act == "run" and .events > 0 and (.lost | type) == "number"' out >/dev/null
    jq -se '[.[] | select(.ns) | .ns] | . == sort' out >/dev/null
}

valid_json() { # every line is one object
    [ -s "$1" ] || fail 'no output'
    while IFS= read -r line; do
        jq -e 'type == "object"' <<<"$line" >/dev/null || fail "not a JSON object: $line"
    done < <(head -n 400 "$1")
    jq -e 'type == "object"' "$1" >/dev/null
}

none_left_of_all() {
    [ -z "${mark-}" ] || none_is_left || fail "left over: $(marked)"
}

case_lesson_plain() {
    mark=$$-$RANDOM
    run env CONC_TUTOR_MARK=$mark "$tutor" lesson race --plain
    expect_status 0
    expect_in out 'lost'
    expect_in out '50'
    expect_in out 'T1'
    expect_in out 'T2'
    # Text for a pipe: no control sequences, nothing wider than the narrowest screen by much.
    expect_not_in out $'\033'
    expect_not_in out $'\r'
    none_is_left || fail "left over: $(marked)"
}

case_lesson_from_an_act_on() {
    run "$tutor" lesson race first
    expect_status 2
    expect_in err "'first' is not the number of an act"
    run "$tutor" lesson --plain fork 7
    expect_status 0
    expect_in out 'fan.c'
    expect_not_in out '\bfirst.c\b'
}

case_lesson_json() {
    run "$tutor" lesson race --json
    expect_status 0
    valid_json out
    jq -se '[.[] | select(.tid and .kind) | .tid] | unique | length >= 2' out >/dev/null
    if [ "$(nproc)" -ge 2 ]; then
        jq -se '[.[] | select(.tid and .kind) | .cpu] | unique | length >= 2' out >/dev/null
    fi
    jq -se '[.[] | select(.act)] | length >= 4' out >/dev/null
}

case_lesson_pipe_that_closes() {
    mark=$$-$RANDOM
    # The reader goes after one line; the tutor must not stay, nor its programs.
    env CONC_TUTOR_MARK=$mark "$tutor" lesson race --plain 2>err </dev/null | head -n 1 >out
    [ -s out ]
    wait_until none_is_left
}

case_lesson_full_disk() {
    [ -w /dev/full ] || return 0
    status=0
    "$tutor" lesson race --plain >/dev/full 2>err </dev/null || status=$?
    expect_status 3
    expect_one_error
}

case_list() {
    run "$tutor" list
    expect_status 0
    expect_in out '\brace\b'
    run "$tutor" list --json
    expect_status 0
    valid_json out
    jq -se 'any(.[]; .id == "race")' out >/dev/null
}

case_lint() {
    run "$tutor" lint nowhere
    expect_status 2
    expect_in err "'nowhere' is not a folder"
    mkdir -p course/empty course/good
    run "$tutor" lint course
    expect_status 2
    expect_in err 'no lesson'
    printf 'int main(void)\n{\n    return 0;\n}\n' >course/good/x.c
    {
        printf -- '---\ntitle: T\nchapter: c\nsummary: s\n---\n'
        printf '~~~predict\nWhat?\n( ) a\n(x) b\n~~~\n~~~run x.c\n~~~\n~~~notes\nn\n~~~\n'
    } >course/good/lesson.md
    run "$tutor" lint --rounds 2 course
    expect_status 0
    expect_in out '^good: 0 complaints; 3 builds, 2 acts'
    printf 'int f(int a)\n{\n    int b;\n    return a;\n}\nint main(void)\n{\n    return 1;\n}\n' >course/good/x.c
    run "$tutor" lint --rounds 1 --json course/good
    expect_status 1
    expect_in out '"path":"course/good/x.c".*-Wmissing-prototypes'
    printf '#include <stdlib.h>\nint main(void)\n{\n    char *p = malloc(1);\n    return p[1] == p[2];\n}\n' >course/good/x.c
    run "$tutor" lint --rounds 0 course/good
    expect_status 1
    expect_in out 'heap-buffer-overflow'
    printf '#include <stdlib.h>\nint main(void)\n{\n    abort();\n}\n' >course/good/x.c
    run "$tutor" lint --rounds 1 course/good
    expect_status 1
    expect_in out '^course/good/lesson.md:11: x.c, time 1: '
    cat >course/good/x.c <<'END' # a child that crashes is what a page may want to show
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    if (fork() == 0)
        *(volatile int *)0 = 1;
    wait(0);
    return 0;
}
END
    run "$tutor" lint --rounds 1 course/good
    expect_status 0
}

case_doctor() {
    run "$tutor" doctor
    expect_status 0
    expect_in out '[0-9]+ +(core|cpu|processor)|(core|cpu|processor)s?:? +[0-9]+'
}

case_export() {
    run "$tutor" --save kept.trace run lock/bank.c 100
    expect_status 0
    run "$tutor" export kept.trace
    expect_status 2
    expect_in err 'export needs --to FORMAT: json, csv, chrome'
    run "$tutor" export kept.trace --to pdf
    expect_status 2
    run "$tutor" export nowhere --to csv
    expect_status 2
    run "$tutor" export kept.trace --to json
    expect_status 0
    valid_json out
    mv out json
    run "$tutor" export kept.trace --to csv
    expect_status 0
    expect_in out '^ns,pid,tid,cpu,kind,lane,object,where,text'
    [ "$(wc -l <out)" -eq $(($(wc -l <json) + 1)) ] || fail 'not a row for each event'
    run "$tutor" export kept.trace --to chrome
    expect_status 0
    jq -e '[.traceEvents[] | select(.ph == "M" and .name == "thread_name") | .args.name] | contains(["main", "T1", "T2"])' out >/dev/null ||
        fail 'tracks have no names'
    jq -e '[.traceEvents[] | select(.ph == "X") | .dur >= 0] | length > 0 and all' out >/dev/null ||
        fail 'no slices'
    jq -e '[.traceEvents[] | select(.ph == "i") | .name] | any(test("T1 ends"))' out >/dev/null ||
        fail 'no events'
}

case_save_and_replay() {
    run "$tutor" --plain --save trace run race/race.c 2 100
    expect_status 0
    [ -s trace ]
    run "$tutor" --plain replay trace
    expect_status 0
    expect_in out 'T1'
    head -c 100 trace >part
    run "$tutor" --plain replay part
    [ "$status" -ne 0 ]
    expect_one_error
    run "$tutor" --plain replay nothing
    [ "$status" -ne 0 ]
    expect_one_error
    run "$tutor" --plain --save /nowhere/trace run race/race.c 2 100
    [ "$status" -ne 0 ]
    expect_in err '^conc-tutor: .*/nowhere/trace'
}

# Text that is not for a terminal has no colours by itself, and JSON never has.
case_colour() {
    run "$tutor" --plain run race/race.c 2 10
    expect_not_in out $'\033'
    run env CLICOLOR_FORCE=1 NO_COLOR=1 "$tutor" --plain run race/race.c 2 10
    expect_not_in out $'\033'
    run env CLICOLOR_FORCE=1 "$tutor" --plain --color=never run race/race.c 2 10
    expect_not_in out $'\033'
    run "$tutor" --json --color=always run race/race.c 2 10
    expect_not_in out $'\033'
}

case_budget() {
    cat >hang.c <<'END'
#include <pthread.h>
int main(void)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    for (;;) {
    }
}
END
    mark=$$-$RANDOM
    run env CONC_TUTOR_MARK=$mark timeout 200 "$tutor" --plain --budget 1 run hang.c
    [ "$status" -eq 1 ] || [ "$status" -eq 4 ] || fail "status $status"
    none_is_left || fail "left over: $(marked)"
}

case_ordinary_user() {
    [ "$(id -u)" -eq 0 ] || return 0
    # Neither home nor cache can be written.
    run setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent \
        TMPDIR=/tmp "$tutor" --plain run race/race-locked.c 2 1000
    # The tree may be closed to others; that is then the person's choice, not ours to test.
    [ "$status" -ne 126 ] || return 0
    expect_status 0
    expect_in out 'T1'
}

case_from_another_folder() {
    mkdir -p a/b
    cd a/b
    run "$tutor" list
    expect_status 0
    expect_in out '\brace\b'
    ln -s "$tutor" link
    run ./link list
    expect_in out '\brace\b'
}

case_closed_descriptors() {
    # No standard input, output or error at all: nothing may be opened in their place and harmed.
    status=0
    "$tutor" list <&- >out 2>err || status=$?
    expect_status 0
    expect_in out '\brace\b'
    for command in list 'run race/race-locked.c 2 1'; do
        status=0
        # shellcheck disable=SC2086 # words
        "$tutor" $command </dev/null >&- 2>err || status=$?
        expect_status 3
        expect_in err '^conc-tutor: cannot write to standard output'
    done
}

# What has failed is said, and no reason that was another's.
case_full_disk() {
    [ -w /dev/full ] || return 0
    for command in list 'run race/race-locked.c 2 1' 'explore race/race-locked.c 2 1'; do
        status=0
        # shellcheck disable=SC2086 # words
        LC_ALL=C "$tutor" $command --plain >/dev/full 2>err </dev/null || status=$?
        expect_status 3
        expect_one_error
        expect_in err '^conc-tutor: cannot write to standard output(: No space left on device)?$'
    done
}

case_hostile_words() {
    run "$tutor" lesson $'\033[31mrace\n'
    expect_status 2
    expect_one_error
    if grep -q $'\033' err; then fail "control characters reach the terminal"; fi
    run "$tutor" lesson "$(printf '%0100000d' 7)"
    expect_status 2
    expect_one_error
    for seed in -1 99999999999999999999 ' 5' ''; do
        run "$tutor" --seed "$seed" explore race/race.c 2 1
        expect_status 2
        expect_one_error
    done
    for words in 'list x' 'exercise list x' 'exercise export x'; do
        # shellcheck disable=SC2086 # words
        run "$tutor" $words
        expect_status 2
        expect_one_error
        expect_in err "'(list|export)' takes no words"
    done
    run "$tutor" check protct.c
    expect_status 2
    expect_one_error
    expect_in err "cannot open 'protct.c'"
    run "$tutor" exercise import
    expect_status 2
    expect_in err 'import.*file'
}

# A program that needs what is not there says why and returns 77: its act is not shown, and no breach.
case_what_this_machine_cannot() {
    mkdir -p lessons/needs
    cat >lessons/needs/needs.c <<'END'
#include <stdio.h>
int main(void)
{
    printf("looking\nno engine is installed\n");
    return 77;
}
END
    cat >lessons/needs/lesson.md <<'END'
```run needs.c
ends: returns or cannot
shows: cores 1
```
END
    export CONC_TUTOR_PATH=$PWD/lessons
    run "$tutor" --plain lesson needs
    expect_status 0
    expect_in out '^  not shown: this machine cannot do that: no engine is installed$'
    run "$tutor" --json lesson needs
    expect_status 0
    expect_in out '"ends":\{"cannot":1\}'
    expect_in out '"as_taught":true,"because":"[^"]*no engine is installed"'
    sed -i '/^ends/d' lessons/needs/lesson.md
    run "$tutor" --plain lesson needs
    expect_status 1
    expect_in out "^  NOT AS IT SHOULD BE: .*'cannot'"
}

# Without its server, the lesson on distributed work says which package it lacks.
case_a_server_that_does_not_start() {
    mkdir bin
    printf '#!/bin/sh\nexit 1\n' >bin/redis-server
    chmod +x bin/redis-server
    PATH=$PWD/bin:$PATH run "$tutor" --plain lesson distributed
    expect_status 0
    expect_in out '^  not shown: .*redis-server does not start here$'
    expect_in out '^  tasks begun: 9, ended: 8'
}

# Where they can be made at all, they can be made under supervision. (Where their folder is not mounted,
# the tutor has to be allowed to mount it: who may have a namespace for mounts may do that.)
case_message_queues() {
    [ -d /dev/mqueue ] || unshare -m true 2>/dev/null || return 0
    cc -o priority "$root/lessons/message-queue/priority.c" -pthread
    ./priority >/dev/null || return 0
    run "$tutor" --json lesson message-queue
    expect_status 0
    expect_not_in out '"cannot"'
}

run_cases "$@"
