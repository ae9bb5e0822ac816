/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To close is one more call that the body waits for: it wakes, and finds that nothing is wanted.
 * The two sides are never at work at one time: there is one execution, and no other.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "generate.h"

struct generator {
    void (*body)(struct generator *);
    pthread_t thread;
    sem_t wanted, given; /* a value is */
    long value;          /* its turn is told by the two */
    bool is_over;
    bool is_closed; /* looked at only after `wanted` */
};

static void *run(void *argument)
{
    struct generator *me = argument;
    sem_wait(&me->wanted);
    if (!me->is_closed)
        me->body(me);
    me->is_over = true;
    sem_post(&me->given);
    return NULL;
}

struct generator *generator_make(void (*body)(struct generator *))
{
    struct generator *me = calloc(1, sizeof(*me));
    if (!me)
        abort();
    me->body = body;
    sem_init(&me->wanted, 0, 0);
    sem_init(&me->given, 0, 0);
    if (pthread_create(&me->thread, NULL, run, me) != 0)
        abort();
    return me;
}

bool generator_next(struct generator *me, long *value)
{
    if (me->is_over)
        return false;
    sem_post(&me->wanted);
    sem_wait(&me->given);
    *value = me->value;
    return !me->is_over;
}

bool generator_yield(struct generator *me, long value)
{
    me->value = value;
    sem_post(&me->given);
    sem_wait(&me->wanted);
    return !me->is_closed;
}

void generator_close(struct generator *me)
{
    me->is_closed = true;
    sem_post(&me->wanted);
    pthread_join(me->thread, NULL);
    sem_destroy(&me->wanted);
    sem_destroy(&me->given);
    free(me);
}
