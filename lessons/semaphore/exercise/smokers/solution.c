/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nobody takes half. Whoever lays the second thing sees who can smoke, and calls that one.
 */
#include <pthread.h>
#include <semaphore.h>

#include "table.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static int on_table, lacking;
static sem_t can_smoke[THINGS]; /* a smoker each */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_table(void)
{
    for (int thing = 0; thing < THINGS; thing++)
        sem_init(&can_smoke[thing], 0, 0);
}

void lay(int thing)
{
    pthread_once(&once, set_table);
    pthread_mutex_lock(&lock);
    lacking += thing;
    if (++on_table == 2) {
        sem_post(&can_smoke[TOBACCO + PAPER + MATCHES - lacking]);
        on_table = lacking = 0; /* they are that smoker's now */
    }
    pthread_mutex_unlock(&lock);
}

void smoke_once(int own)
{
    pthread_once(&once, set_table);
    sem_wait(&can_smoke[own]);
    smoke(own);
}
