/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many may read, a writer is alone. But as long as readers come, the writer waits.
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
        writer_waits();
    while (writers > 0 || readers > 0)
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
