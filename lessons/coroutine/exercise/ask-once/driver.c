/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Coroutines that look up names, and the server that knows them. Frozen: this is what the check
 * runs.
 *
 * A coroutine is played by a thread here. Only who has the core runs, and it is given away in an
 * await and nowhere else. So the schedules are the orders in which a loop could continue them.
 *
 *     cc -g -pthread driver.c ask-once.c -o ask-once && ./ask-once 8 64
 */
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "server.h"

#define MOST_COROUTINES 16

static pthread_mutex_t core = PTHREAD_MUTEX_INITIALIZER; /* who has it runs; all below is its */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static int names;
static int asked[MOST_NAMES];
static int on_their_way; /* questions without an answer yet */
static bool met;

static long answer_to(int name)
{
    return 1000 + 7L * name;
}

long ask(int name)
{
    int times_before = asked[name]++;
    assert(times_before == 0);
    if (++on_their_way > 1)
        met = true;
    pthread_mutex_unlock(&core);
    sched_yield(); /* others run, as a loop would have it */
    pthread_mutex_lock(&core);
    on_their_way--;
    return answer_to(name);
}

void await_news(void)
{
    pthread_cond_wait(&news, &core);
}

void tell_news(void)
{
    pthread_cond_broadcast(&news);
}

static void *coroutine(void *argument)
{
    int first = *(int *)argument, count = names;
    pthread_mutex_lock(&core);
    for (int i = 0; i < count; i++) {
        int name = (first + i) % count;
        long value = lookup(name);
        assert(value == answer_to(name));
    }
    pthread_mutex_unlock(&core);
    return NULL;
}

int main(int argc, char **argv)
{
    int coroutines = argc > 1 ? atoi(argv[1]) : 8;
    int count = argc > 2 ? atoi(argv[2]) : MOST_NAMES;
    if (coroutines < 1 || coroutines > MOST_COROUTINES || count < 1 || count > MOST_NAMES)
        return 2;
    names = count;
    pthread_t threads[MOST_COROUTINES];
    int first[MOST_COROUTINES];
    for (int i = 0; i < coroutines; i++) {
        first[i] = i % count;
        if (pthread_create(&threads[i], NULL, coroutine, &first[i]) != 0)
            return 1;
    }
    for (int i = 0; i < coroutines; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < count; i++)
        assert(asked[i] == 1);
    if (met)
        printf("two questions at once\n");
    printf("all looked up\n");
    return 0;
}
