/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plain mutex taken twice by the same thread.
 *
 * verdict: failed
 * failure: deadlock at AGAIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void inner(void)
{
    pthread_mutex_lock(&lock); /* AGAIN */
    pthread_mutex_unlock(&lock);
}

int main(void)
{
    pthread_mutex_lock(&lock);
    inner();
    pthread_mutex_unlock(&lock);
}
