/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two friends meet. Sometimes one of them waits for ever.
 */
#include <pthread.h>

#include "meeting.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;

void meet(int me)
{
    (void)me;
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&came);
    pthread_cond_wait(&came, &lock);
    pthread_mutex_unlock(&lock);
}
