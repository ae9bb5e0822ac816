/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mutex is destroyed while it is held.
 *
 * verdict: failed
 * failure: misuse at DESTROY preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock;

int main(void)
{
    pthread_mutex_init(&lock, NULL);
    pthread_mutex_lock(&lock);
    pthread_mutex_destroy(&lock); /* DESTROY */
}
