/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Whoever hears that the owner has died holds the lock; he goes without giving it back.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>

#include "ledger.h"

static pthread_mutex_t *lock; /* in memory that the processes share */

int ledger_open(void)
{
    pthread_mutexattr_t shared;
    lock = mmap(NULL, sizeof(*lock), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (lock == MAP_FAILED)
        return 1;
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
        return 1;
    }
    if (error != 0)
        return 1;
    book();
    pthread_mutex_unlock(lock);
    return 0;
}
