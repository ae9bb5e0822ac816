/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A lock of one's own: each process has got a copy of it.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "ledger.h"

static pthread_mutex_t own, *lock = &own;

int ledger_open(void)
{
    pthread_mutexattr_t shared;
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&shared, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(lock, &shared);
    pthread_mutexattr_destroy(&shared);
    return 0;
}

int ledger_book(void)
{
    int error = pthread_mutex_lock(lock);
    if (error == EOWNERDEAD) {
        repair();
        error = pthread_mutex_consistent(lock);
    }
    if (error != 0)
        return 1;
    book();
    pthread_mutex_unlock(lock);
    return 0;
}
