/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One lock for readers and writers. It is safe, and nobody reads while another one reads.
 */
#include <pthread.h>

#include "book.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void read_begin(void)
{
    pthread_mutex_lock(&lock);
}

void read_end(void)
{
    pthread_mutex_unlock(&lock);
}

void write_begin(void)
{
    pthread_mutex_lock(&lock);
}

void write_end(void)
{
    pthread_mutex_unlock(&lock);
}
