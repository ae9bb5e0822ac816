/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A generator with a thread of its own. Who takes all its values is content. Who closes it before
 * its end waits for ever.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "generate.h"

struct generator {
    void (*body)(struct generator *);
    pthread_t thread;
    sem_t wanted, given; /* a value is */
    long value;          /* its turn is told by the two */
    bool is_over;
    atomic_bool is_closed;
};

static void *run(void *argument)
{
    struct generator *me = argument;
    sem_wait(&me->wanted);
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
    if (me->is_closed) /* that was the last one */
        return false;
    sem_wait(&me->wanted);
    return true;
}

void generator_close(struct generator *me)
{
    me->is_closed = true;
    pthread_join(me->thread, NULL);
    sem_destroy(&me->wanted);
    sem_destroy(&me->given);
    free(me);
}
