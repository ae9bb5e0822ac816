/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first reader takes the room for all of them, the last one gives it back. They are counted in
 * single atomic steps. Is it right?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "room.h"

static sem_t room; /* one permit: a writer's, or that of all readers */
static atomic_int readers;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_room(void)
{
    sem_init(&room, 0, 1);
}

void read_begin(void)
{
    pthread_once(&once, open_room);
    if (atomic_fetch_add(&readers, 1) == 0)
        sem_wait(&room);
}

void read_end(void)
{
    if (atomic_fetch_sub(&readers, 1) == 1)
        sem_post(&room);
}

void write_begin(void)
{
    pthread_once(&once, open_room);
    sem_wait(&room);
}

void write_end(void)
{
    sem_post(&room);
}
