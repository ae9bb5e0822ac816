/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The permit is asked for when one has swum.
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
    swim();
    sem_wait(&lanes);
    sem_post(&lanes);
}
