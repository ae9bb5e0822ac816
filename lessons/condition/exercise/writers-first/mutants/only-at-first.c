/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A reader looks once whether a writer waits, and waits for the writers only.
 */
#include <pthread.h>

#include "book.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these three */
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int readers, writers, waiting; /* the last: writers */

void read_begin(void)
{
    pthread_mutex_lock(&lock);
    if (waiting > 0)
        pthread_cond_wait(&changed, &lock);
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
    waiting++;
    while (writers > 0 || readers > 0)
        pthread_cond_wait(&changed, &lock);
    waiting--;
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
