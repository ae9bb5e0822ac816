/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A read-write lock is given back that nobody holds.
 *
 * verdict: failed
 * failure: misuse at UNLOCK preemptions 0
 */
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
    pthread_rwlock_unlock(&lock); /* UNLOCK */
}
