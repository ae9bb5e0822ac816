/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * A semaphore of one is a lock: the other lanes stay empty.
 */
#include <pthread.h>
#include <semaphore.h>

#include "bath.h"

static sem_t lanes;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_bath(void)
{
    sem_init(&lanes, 0, 1);
}

void visit(void)
{
    pthread_once(&once, open_bath);
    sem_wait(&lanes);
    swim();
    sem_post(&lanes);
}
