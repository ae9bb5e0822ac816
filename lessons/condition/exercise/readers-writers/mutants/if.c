/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The writer does not look again when it wakes. A wait may end without cause.
 */
#include <pthread.h>

#include "book.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int readers, writers;

void read_begin(void)
{
    pthread_mutex_lock(&lock);
    while (writers > 0)
        pthread_cond_wait(&changed, &lock);
    readers++;
    pthread_mutex_unlock(&lock);
}

void read_end(void)
{
    pthread_mutex_lock(&lock);
    readers--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

void write_begin(void)
{
    pthread_mutex_lock(&lock);
    if (writers > 0 || readers > 0)
        pthread_cond_wait(&changed, &lock);
    writers++;
    pthread_mutex_unlock(&lock);
}

void write_end(void)
{
    pthread_mutex_lock(&lock);
    writers--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}
