/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore looks and takes in one step, and who finds nothing sleeps.
 */
#include <pthread.h>
#include <semaphore.h>

#include "bath.h"

static sem_t lanes;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_bath(void)
{
    sem_init(&lanes, 0, LANES);
}

void visit(void)
{
    pthread_once(&once, open_bath);
    sem_wait(&lanes);
    swim();
    sem_post(&lanes);
}
