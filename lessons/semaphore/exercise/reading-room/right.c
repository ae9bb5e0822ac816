/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To count and to take the room is one critical section: who comes second waits for the first one.
 */
#include <pthread.h>
#include <semaphore.h>

#include "room.h"

static sem_t room; /* one permit: a writer's, or that of all readers */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of `readers` */
static int readers;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_room(void)
{
    sem_init(&room, 0, 1);
}

void read_begin(void)
{
    pthread_once(&once, open_room);
    pthread_mutex_lock(&lock);
    if (readers++ == 0)
        sem_wait(&room);
    pthread_mutex_unlock(&lock);
}

void read_end(void)
{
    pthread_mutex_lock(&lock);
    if (--readers == 0)
        sem_post(&room);
    pthread_mutex_unlock(&lock);
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
