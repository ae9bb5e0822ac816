/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory that is used wrongly, and ways to end.
 */
#ifndef TEST_ENGINE_SCENARIOS_ENDS_H
#define TEST_ENGINE_SCENARIOS_ENDS_H

#include "scenario.h"
#include "scenarios_locks.h"
#include "scenarios_waits.h"

static void *use(void *argument)
{
    int *cell = argument;
    return (void *)(long)*cell;
}

static void use_after_free(void)
{
    int *cell = malloc(sizeof(*cell));
    *cell = 1;
    start(use, (long)cell);
    free(cell);
    finish();
}

static void double_free(void)
{
    char *cell = malloc(8);
    free(cell);
    free(cell);
}

static void heap(void)
{
    for (int i = 0; i < 100; i++) {
        char *cell = malloc((size_t)i);
        memset(cell, i, (size_t)i);
        cell = realloc(cell, (size_t)i * 2 + 1);
        for (int j = 0; j < i; j++)
            assert(cell[j] == i);
        free(cell);
    }
    int *zeros = calloc(10, sizeof(*zeros));
    for (int i = 0; i < 10; i++)
        assert(zeros[i] == 0);
    free(zeros);
}

static void *add_to_local(void *argument)
{
    long *local = argument;
    *local = *local + 1;
    return NULL;
}

static void local(void)
{
    long variable = 0;
    start(add_to_local, (long)&variable);
    variable = variable + 1;
    finish();
    assert(variable == 2);
}

static _Thread_local int mine = 7;

static void *use_tls(void *argument)
{
    assert(mine == 7);
    for (int i = 0; i < 3; i++)
        mine++;
    assert(mine == 10);
    assert(errno == 0);
    errno = 5;
    return argument;
}

static void tls(void)
{
    start(use_tls, 0);
    start(use_tls, 0);
    finish();
    assert(mine == 7);
}

static int big[100000];

static void large(void)
{
    for (int i = 0; i < 100000; i += 1000)
        assert(big[i] == 0);
    for (int i = 0; i < 100000; i += 5000)
        big[i] = 1;
    start(add_locked, 1);
    start(add_locked, 1);
    finish();
}

static void null_pointer(void)
{
    volatile int *nowhere = NULL;
    *nowhere = 1;
}

static int recurse(int depth)
{
    volatile char frame[4096];
    frame[0] = (char)depth;
    return recurse(depth + 1) + frame[0];
}

static void overflow(void)
{
    x = recurse(0);
}

static void status(void)
{
    exit(n);
}

static void *say(void *argument)
{
    printf("%ld\n", (long)argument);
    return NULL;
}

static void print(void)
{
    start(say, 1);
    start(say, 2);
    finish();
}

static void no_join(void)
{
    start(say, 1);
}

static void *say_and_die(void *argument)
{
    assert(argument);
    return NULL;
}

static void late_failure(void)
{
    start(say_and_die, 0);
}

static void main_ends(void)
{
    start(say, 1);
    pthread_exit(NULL);
}

static void *take_one_if(void *argument)
{
    pthread_mutex_lock(&a);
    if (items == 0)
        pthread_cond_wait(&cond, &a);
    assert(items == 1);
    pthread_mutex_unlock(&a);
    return argument;
}

static void one_if(void)
{
    start(take_one_if, 0);
    start(produce, 1);
    finish();
}

static volatile sig_atomic_t caught;

static void on_signal(int number)
{
    caught = number;
}

static void signals(void)
{
    struct sigaction action = {.sa_handler = on_signal}, before;
    assert(sigaction(SIGUSR1, &action, NULL) == 0);
    raise(SIGUSR1);
    assert(caught == SIGUSR1);
    assert(signal(SIGUSR2, SIG_IGN) == SIG_DFL);
    raise(SIGUSR2);
    assert(sigaction(SIGUSR1, NULL, &before) == 0 && before.sa_handler == on_signal);
}

static void killed(void)
{
    raise(SIGTERM);
}

static char shared_text[16];

static void *copy(void *argument)
{
    strcpy(shared_text, argument ? "abc" : "abd");
    return NULL;
}

static void strings(void)
{
    start(copy, 0);
    start(copy, 1);
    finish();
}

static void *hold(void *argument)
{
    take_ab(NULL);
    x = 1;
    return argument;
}

static void partial(void)
{
    start(hold, 0);
    start(take_ba, 0);
}

static void join_twice(void)
{
    start(say, 1);
    pthread_join(threads[0], NULL);
    pthread_join(threads[0], NULL);
}

static void forking(void)
{
    (void)fork();
}

static void cleaned(void *argument)
{
    printf("%s", (const char *)argument);
}

static void *push(void *argument)
{
    pthread_key_t key;
    pthread_key_create(&key, cleaned);
    pthread_setspecific(key, "key ");
    pthread_cleanup_push(cleaned, "outer ");
    pthread_cleanup_push(cleaned, "inner ");
    pthread_exit(NULL);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return argument;
}

static void cleanup(void)
{
    start(push, 0);
    finish();
}

#endif
