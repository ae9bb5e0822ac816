/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mutex is given back that nobody holds.
 *
 * verdict: failed
 * failure: misuse at UNLOCK preemptions 0
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_unlock(&lock); /* UNLOCK */
}
