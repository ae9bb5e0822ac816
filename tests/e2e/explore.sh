#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every schedule, on a terminal and off it: verdicts and their exit statuses, and a learner who is the
# scheduler.
# shellcheck source=tests/e2e/lib.sh disable=SC2016,SC2317
. "$(dirname "$0")/lib.sh"

chosen() { # KEY TEXT: a step, and what is said then
    key "$1"
    wait_for "$2"
}

case_step_by_hand() {
    start 100x30 'conc-tutor step race/race.c 2 1'
    wait_for 'step 1: who goes on'
    chosen 0 'step 2: who'
    chosen 2 'step 3: who'
    wait_for 'T2 +has read counter = 0 '
    wait_for '2 T2 has read counter = 0: next it writes'
    wait_for '^ *[^ ].*│   counter \(race.c:21\)' # nothing of it falls off
    chosen 1 'step 4: who'
    chosen 1 'step 5: who'
    chosen 1 'T1 has ended'
    chosen 2 'step 6: who'
    chosen 0 'step 7: who'
    chosen 0 'you made it fail in 7 steps'
    chosen u 'step 7: who'
    chosen u 'step 6: who'
    quit
}

case_an_act_that_breaks_its_word_says_why() {
    mkdir -p course/broken
    cp "$root/lessons/race/race.c" course/broken
    printf -- '# x\n\n```explore race.c 2 1\nends: proved\n```\n' >course/broken/lesson.md
    CONC_TUTOR_PATH=course run "$tutor" --json lesson broken
    expect_status 1
    jq -se '.[-1] | .act == "explore" and .as_taught == false and (.because | test("assertion"))' \
        out >/dev/null || fail "$(tail -n 1 out)"
}

case_what_is_typed_is_an_argument() { # scanf is refused by its name, and it says what to do instead
    printf '#include <stdio.h>\nint main(void) { int n; return scanf("%%d", &n); }\n' >typed.c
    run "$tutor" explore typed.c
    expect_status 77
    grep -q 'CANNOT BE EXPLORED: typed.c:2: scanf$' out || fail "$(cat out)"
    grep -q 'take that as arguments of main' out || fail "$(cat out)"
}

case_a_raw_call_of_the_system() { # is refused where it has no function of its own
    printf '%s\n' '#include <sys/syscall.h>' '#include <unistd.h>' \
        'int main(void) { return (int)syscall(SYS_membarrier, 0, 0, 0); }' >raw.c
    run "$tutor" --plain explore raw.c
    expect_in out 'CANNOT BE EXPLORED: raw.c:3: syscall$'
}

case_what_a_thread_does_at_the_end_is_true() { # it computes, and waits for no lock, least of all its own
    cat >round.c <<'END'
#include <pthread.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *go_round(void *nothing)
{
    pthread_mutex_lock(&lock);
    for (;;)
        continue;
    return nothing;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, go_round, NULL);
    pthread_join(thread, NULL);
    return 0;
}
END
    run "$tutor" --plain explore round.c
    expect_status 1
    expect_in out '^ *T1 goes round in a loop, and nobody changes anything \(round.c:[67]\)$'
    ! grep -q 'T1 waits' out || fail "$(cat out)"
    printf '%s\n' 'static int *volatile nowhere;' 'int main(void) { return *nowhere; }' >null.c
    run "$tutor" --plain explore null.c
    expect_in out 'main crashes: SIGSEGV: it uses what a null pointer points to$'
}

case_chance_is_not_repeatable() { # nobody controls the processor's random numbers: no proof, and it says so
    grep -qw rdrand /proc/cpuinfo || return 0
    cat >chance.c <<'END'
#include <pthread.h>
#include <immintrin.h>
static int cells[4096];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
__attribute__((target("rdrnd"))) static void *toss(void *arg)
{
    unsigned number;
    pthread_mutex_lock(&lock);
    while (!_rdrand32_step(&number))
        continue;
    cells[number % 4096]++;
    pthread_mutex_unlock(&lock);
    return arg;
}
int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, toss, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
}
END
    run "$tutor" --json explore chance.c
    jq -e '.proved == false and .repeatable == false and .diverged > 0 and
           (.not_repeatable_because[0] | test("^chance.c:"))' out >/dev/null || fail "$(cat out)"
}

# Variables of functions, what is allocated, and what is behind pointers have the source's names, by
# both compilers, in every back end; also what one thread did before another shared it.
case_names_of_what_is_no_global_variable() {
    cat >names.c <<'END'
#include <pthread.h>
#include <stdlib.h>
struct account {
    int balance;
    pthread_mutex_t lock;
};
struct pair {
    struct account *from, *to;
};
struct node {
    int value;
    struct node *next;
};
static struct list {
    struct node *head;
    char *marks;
} *list;
static void *work(void *arg)
{
    struct pair *pair = arg;
    pthread_mutex_lock(&pair->from->lock);
    pair->from->balance--;
    pthread_mutex_unlock(&pair->from->lock);
    struct node *fresh = malloc(sizeof(*fresh));
    fresh->value = 7;
    fresh->next = list->head;
    list->head = fresh;
    list->marks[2] = 'x';
    return fresh;
}
static void *count(void *arg)
{
    int *counts = arg;
    counts[2]++;
    return NULL;
}
static void deeper(struct account *accounts, struct pair *pairs)
{
    pthread_t thread[3];
    {
        int counts[4] = {0};
        for (int i = 0; i < 2; i++)
            pthread_create(&thread[i], NULL, work, &pairs[i]);
        pthread_create(&thread[2], NULL, count, counts);
        for (int i = 0; i < 3; i++)
            pthread_join(thread[i], NULL);
    }
    accounts[1].balance++;
}
int main(void)
{
    struct account *accounts = calloc(2, sizeof(*accounts));
    struct pair pairs[2] = {{&accounts[0], &accounts[1]}, {&accounts[1], &accounts[0]}};
    list = calloc(1, sizeof(*list));
    list->marks = malloc(3);
    for (int i = 0; i < 2; i++)
        pthread_mutex_init(&accounts[i].lock, NULL);
    deeper(accounts, pairs);
    int value = list->head->value + (list->head->next ? list->head->next->value : 0);
    free(accounts);
    if (value != 14)
        abort();
}
END
    local compiler backend
    for compiler in gcc clang; do
        type -P "$compiler" >/dev/null || continue
        for backend in fast threads processes; do
            CC=$compiler run "$tutor" --plain explore --backend "$backend" names.c
            expect_status 1
            expect_in out 'main prepares accounts\[0\]\.lock '
            expect_in out 'T1 locks accounts\[0\]\.lock '
            expect_in out 'T1 reads pairs\[0\]\.from = 0x'
            expect_in out 'T1 writes accounts\[0\]\.balance = -1 '
            expect_in out 'T2 writes accounts\[1\]\.balance = -1 '
            expect_in out 'main writes accounts\[1\]\.balance = 0 '
            expect_in out 'T[12] writes list->head = 0x'
            expect_in out 'T[12] writes fresh->value = 7 '
            expect_in out 'T[12] writes list->marks\[2\] = 120 '
            expect_in out 'race at names.c:[0-9]*: list->head: '
            expect_not_in out 'memory at|shared memory|pairs \([0-9]'
            # counts[2] is nobody's but the third thread's
            expect_not_in out 'counts'
        done
    done
    run "$tutor" --plain explore "$root/tests/explore/bank-circle.c"
    expect_in out 'main waits for T[12] \('
}

case_names_of_blocks() { # whole blocks, arrays without a size, and what is not worth a step
    cat >blocks.c <<'END'
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
struct text {
    int length;
    char bytes[];
};
struct node {
    atomic_bool is_busy;
};
static _Atomic(struct node *) last;
static void *work(void *arg)
{
    struct text *text = arg;
    for (const char *c = "abc"; *c; c++)
        text->bytes[3]++;
    struct node *mine = calloc(1, sizeof(*mine));
    struct node *before = atomic_exchange(&last, mine);
    atomic_store(&before->is_busy, true);
    return NULL;
}
static void *own(void *arg)
{
    int *number = arg;
    ++*number;
    free(number);
    return NULL;
}
int main(void)
{
    pthread_t thread[3];
    struct text *text = calloc(1, sizeof(*text) + 30);
    int *mine = malloc(sizeof(*mine));
    *mine = 7;
    last = calloc(1, sizeof(struct node));
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, text);
    pthread_create(&thread[2], NULL, own, mine);
    for (int i = 0; i < 3; i++)
        pthread_join(thread[i], NULL);
    if (text->bytes[3] != 6)
        abort();
}
END
    local compiler backend
    for compiler in gcc clang; do
        type -P "$compiler" >/dev/null || continue
        for backend in fast threads; do
            CC=$compiler run "$tutor" --plain explore --backend "$backend" blocks.c
            expect_status 1
            expect_in out 'T1 reads text->bytes\[3\] = '
            expect_in out 'T3 reads \*mine = 7 '
            expect_in out 'T3 writes \*mine = 8 '
            expect_in out 'T3 frees \*number '
            expect_in out 'T[12] writes before->is_busy = true atomically'
            expect_not_in out 'memory at|shared memory|__atomic|\[0\]'
        done
    done
}

case_use_after_free() { # by whom it was freed, and where, stands with it
    run "$tutor" --plain explore --all "$root/tests/explore/refcount-split.c"
    expect_status 1
    expect_in out 'text->count: T1 uses it after T2 has freed it \(refcount-split.c:'
    expect_in out 'T2 frees \*text '
    expect_in out 'memory: T2 frees it, and T1 has freed it before \(refcount-split.c:'
    expect_in out 'race .* text->count: T1 uses it .* and T2 frees it .*, and nothing'
    expect_in out 'race .* shared memory: T1 frees it .* and T2 frees it '
    run "$tutor" explore --json "$root/tests/explore/refcount-split.c"
    jq -e '.failures[0] | .kind == "misuse" and .other_where != "" and .where != .other_where' out
}

case_what_a_verdict_does_not_say() { # that all is right where it prints this and that, or draws lots
    cat >dice.c <<'END'
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
static void *roll(void *arg)
{
    if (rand() % 6 == 7)
        fprintf(stderr, "seven\n");
    return arg;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, roll, NULL);
    pthread_join(thread, NULL);
}
END
    cat >depends.c <<'END'
#include <pthread.h>
#include <stdio.h>
static int count;
static void *add(void *arg)
{
    count++;
    fprintf(stderr, "x");
    return arg;
}
int main(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("%d\n", count);
}
END
    run "$tutor" --plain explore dice.c
    expect_in out 'PROVED'
    expect_in out 'It draws random numbers \(dice.c:6\)'
    run "$tutor" explore --json dice.c
    jq -e '.draws == "dice.c:6"' out
    run "$tutor" --plain explore depends.c
    expect_in out 'A DATA RACE: what it prints depends on the schedule'
    expect_in out 'T1 reads stderr = '
    expect_not_in out 'random|__TMC_END__'
    run "$tutor" explore --json depends.c
    jq -e 'has("draws") | not' out
}

case_stolen_wakeup() { # by who waits elsewhere for the same condition; and where there is none
    run "$tutor" --plain explore "$root/tests/explore/buffer-one-condition.c"
    expect_in out ': a stolen wake-up: a signal woke T[12], which had no use for it .*, and not T3'
    run "$tutor" --plain explore "$root/tests/explore/pool-signals-one.c"
    expect_in out 'deadlock .*: all threads wait for ever'
    expect_not_in out 'stolen|lost'
}

case_step_with_a_signal() { # which arrives when the learner says so
    start 100x30 "conc-tutor step '$root/tests/explore/signal-in-lock.c'"
    wait_for 'step 1: who goes on'
    chosen 0 'step 2: who goes on. 1 T1, k SIGUSR1 arrives at T1'
    chosen 1 'step 3: who'
    chosen 1 'step 4: who'
    chosen h 'k is the way to a failure: SIGUSR1 arrives at T1'
    chosen k 'you made it fail in 4 steps'
    chosen u 'step 4: who goes on. 1 T1, k SIGUSR1'
    quit
    start 100x30 "conc-tutor step --schedule 'm1 a2 a=10' '$root/tests/explore/signal-in-lock.c'"
    wait_for 'you made it fail in 4 steps'
    quit
}

case_step_with_hints() { # one letter at a time, as far as the failure; and where there is none any more
    start 100x30 'conc-tutor step race/race.c 2 1'
    wait_for 'step 1: who goes on'
    chosen h '0 is the way to a failure .main., 7 steps from here'
    chosen 0 'step 2: who'
    chosen 1 'step 3: who'
    chosen h '2 is the way to a failure .T2., 5 steps from here'
    chosen 1 'step 4: who'
    chosen h 'no failure is possible any more from here'
    chosen u 'step 3: who'
    chosen 2 'step 4: who'
    chosen h '[12] is the way to a failure .T[12]., 4 steps from here'
    chosen 1 'step 5: who'
    chosen 2 'step 6: who'
    chosen 0 'step 7: who'
    chosen 0 'you made it fail in 7 steps'
    chosen h 'it has failed already'
    quit
}

case_step_into_a_deadlock() {
    start 80x24 'conc-tutor step deadlock/transfer.c 1'
    wait_for 'step 1: who goes on'
    chosen 0 'step 2: who'
    chosen 1 'step 3: who'
    chosen 2 'you made it fail in 3 steps: all threads wait for ever'
    wait_for 'circle T1 .*right.lock.* T2 .*left.lock.* T1'
    chosen 1 'T1 cannot go on: it waits for right.lock, held by T2'
    chosen u 'step 3: who goes on'
    quit
}

case_several_files() { # a race in the second, and once more when it or its header has changed
    mkdir -p several && cd several || return
    cat >main.c <<'END'
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include "counter.h"
static int steps; /* another than that of counter.c */
static void *work(void *arg)
{
    count();
    return arg;
}
int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counted() == 2);
    return steps;
}
END
    printf '#include "counter.h"\nstatic STEPS steps;\nvoid count(void) { steps++; }\nint counted(void) { return steps; }\n' >counter.c
    printf '#define STEPS int\nvoid count(void);\nint counted(void);\n' >counter.h
    run "$tutor" --json explore --with counter.c main.c
    expect_status 1
    jq -se '.[-1].failures[0] | .kind == "assertion" and .where == "main.c:18"' out >/dev/null ||
        fail "$(cat out)"
    jq -se '.[-1] | any(.failures[]; .kind == "race" and .where == "counter.c:3")' out >/dev/null ||
        fail "$(cat out)"
    printf '#define STEPS _Atomic int\nvoid count(void);\nint counted(void);\n' >counter.h
    run "$tutor" explore --plain --with counter.c main.c
    expect_status 0
    expect_in out 'PROVED'
    run "$tutor" run --plain --with counter.c main.c
    expect_status 0
    run "$tutor" explore --plain --with nowhere.c main.c
    expect_status 2
}

case_no_verdict_says_what_helps() {
    cp "$root/tests/explore/too-long.c" .
    run "$tutor" --budget 5 explore --plain too-long.c
    expect_status 4
    expect_in out 'NO VERDICT: the program makes too many steps'
    expect_in out 'were cut off after 20,000 steps. Smaller arguments help most'
}

case_chances_on_a_screen() { # what random schedules prove, and what not
    start 80x24 'conc-tutor explore --random 200 --seed 1 race/race-locked.c 2 1'
    wait_for 'NOTHING FOUND in 200 random schedules'
    wait_for 'with 3 threads and up to [0-9]+ steps, a failure that needs 1, 2, 3 steps'
    wait_for 'found with a probability of at least 99.9 %'
    quit
}

case_explore_on_a_screen() {
    start 100x30 'conc-tutor explore race/race.c 2 1'
    wait_for 'assertion at race.c'
    wait_for '1 preemption and 7'
    chosen b 'event [0-9]+ of'
    quit
}

case_a_question_before_every_schedule() { # is answered by them, not by a later run
    mkdir -p course/asked
    cp "$root/lessons/race/race.c" course/asked/
    cat >course/asked/lesson.md <<'END'
---
title: Asked
---
```predict
How often?
( ) never
(x) once
```

```explore race.c 2 1
ends: assertion
```

```run race.c 2 1
ends: returns or assertion
```
END
    start 100x40 'CONC_TUTOR_PATH=course conc-tutor lesson asked'
    wait_for 'How often'
    key 1
    wait_for 'Enter explore it'
    key Enter
    wait_for 'You predicted: never. The answer is: once.'
    key Enter
    wait_for 'Enter run it'
    key Enter
    wait_for 'Enter (go on|list|lessons|next)'
    screen | grep -q 'You predicted' && fail 'a later run is told as the answer'
    quit
}

case_one_execution_is_no_plural() { # nor is it compared with others
    printf 'int main(void) { return 0; }\n' >alone.c
    start 100x30 'conc-tutor explore alone.c'
    wait_for '1 execution, in '
    quit
    run "$tutor" --plain explore alone.c
    expect_in out '  1 execution, in '
}

case_what_was_printed_fits_a_line() { # the bar takes what text and count leave
    cat >long.c <<'END'
#include <pthread.h>
#include <stdio.h>
static void *say(void *what)
{
    printf("%s\n", (const char *)what);
    return NULL;
}
int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, say, "twenty letters or so");
    pthread_create(&second, NULL, say, "twenty more, or so");
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
END
    run "$tutor" --plain explore long.c
    expect_in out 'so\\ntwenty'
    grep -E '#{6}' out >bars || fail "$(cat out)"
    [ "$(wc -L <bars)" -le 80 ] || fail "$(cat bars)"
}

case_verdicts() {
    run "$tutor" explore --plain race/race.c 2 1
    expect_status 1
    expect_in out 'assertion at race.c'
    expect_in out 'is interrupted'
    expect_in out "step --schedule 'm1"
    run "$tutor" explore --plain race/race-locked.c 2 1
    expect_status 0
    expect_in out 'PROVED'
    run "$tutor" --json explore --preemptions 0 race/race-locked.c 2 2
    expect_status 0
    jq -se '.[-1] | .verdict == "bounded" or .verdict == "proved"' out >/dev/null
    run "$tutor" explore --plain nowhere.c
    expect_status 2
    run "$tutor" --shard 4/3 explore race/race.c
    expect_status 2
}

case_schedule() {
    run "$tutor" --json --schedule 'm1 a1 b2 a1 m2' step race/race.c 2 1
    expect_status 1
    jq -se '.[-1] | .failures[0].kind == "assertion"' out >/dev/null
    run "$tutor" --plain step race/race-locked.c 2 1
    expect_status 0
    for schedule in '../x' x m 'm1 zz1' 'm99999999999999'; do
        run "$tutor" --schedule "$schedule" step race/race.c 2 1
        expect_status 2
        expect_in err 'schedule'
    done
}

verdict_is_first() {
    screen | sed -n 2p | grep -q 'alone.c 2 1'
}
case_a_verdict_without_a_page_stands_at_the_top() { # not below rows that nothing fills
    cp "$root/lessons/race/race-locked.c" alone.c
    start 80x24 'conc-tutor explore alone.c 2 1'
    wait_for 'PROVED'
    wait_until verdict_is_first
    quit
}

run_cases "$@"
