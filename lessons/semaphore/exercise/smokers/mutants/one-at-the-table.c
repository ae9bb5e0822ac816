/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * One at a time may take: the wrong one is at the table, waits there, and lets nobody else come.
 */
#include <pthread.h>
#include <semaphore.h>

#include "table.h"

static sem_t lies[THINGS];
static pthread_mutex_t at_table = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_table(void)
{
    for (int thing = 0; thing < THINGS; thing++)
        sem_init(&lies[thing], 0, 0);
}

void lay(int thing)
{
    pthread_once(&once, set_table);
    sem_post(&lies[thing]);
}

void smoke_once(int own)
{
    pthread_once(&once, set_table);
    pthread_mutex_lock(&at_table);
    sem_wait(&lies[(own + 1) % THINGS]);
    sem_wait(&lies[(own + 2) % THINGS]);
    pthread_mutex_unlock(&at_table);
    smoke(own);
}
