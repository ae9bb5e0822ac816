/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore for each thing that lies on the table. A smoker takes the two that it lacks.
 */
#include <pthread.h>
#include <semaphore.h>

#include "table.h"

static sem_t lies[THINGS]; /* how many of each lie on the table */
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
    sem_wait(&lies[(own + 1) % THINGS]);
    sem_wait(&lies[(own + 2) % THINGS]);
    smoke(own);
}
