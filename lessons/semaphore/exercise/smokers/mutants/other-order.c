/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * All take the things in one order. That cures a circle of locks; here it does not help.
 */
#include <pthread.h>
#include <semaphore.h>

#include "table.h"

static sem_t lies[THINGS];
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
    for (int thing = 0; thing < THINGS; thing++)
        if (thing != own)
            sem_wait(&lies[thing]);
    smoke(own);
}
