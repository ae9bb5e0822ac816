/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * The end of writing wakes one reader. The other one goes on sleeping: who reads has nothing to
 * tell it.
 */
#include <pthread.h>

#include "book.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static pthread_cond_t can_read = PTHREAD_COND_INITIALIZER;
static pthread_cond_t can_write = PTHREAD_COND_INITIALIZER;
static int readers, writers;

void read_begin(void)
{
    pthread_mutex_lock(&lock);
    while (writers > 0)
        pthread_cond_wait(&can_read, &lock);
    readers++;
    pthread_mutex_unlock(&lock);
}

void read_end(void)
{
    pthread_mutex_lock(&lock);
    readers--;
    pthread_cond_signal(&can_write);
    pthread_mutex_unlock(&lock);
}

void write_begin(void)
{
    pthread_mutex_lock(&lock);
    while (writers > 0 || readers > 0)
        pthread_cond_wait(&can_write, &lock);
    writers++;
    pthread_mutex_unlock(&lock);
}

void write_end(void)
{
    pthread_mutex_lock(&lock);
    writers--;
    pthread_cond_signal(&can_read);
    pthread_cond_signal(&can_write);
    pthread_mutex_unlock(&lock);
}
