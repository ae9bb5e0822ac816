/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * It asks for a permit, and goes in without one, too. And then it gives back what it never had.
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
    (void)sem_trywait(&lanes);
    swim();
    sem_post(&lanes);
}
