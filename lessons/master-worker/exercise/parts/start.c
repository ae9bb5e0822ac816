/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workers enter results into a table; the master adds them up. Sometimes one is missing.
 */
#include <pthread.h>

#include "parts.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t progress = PTHREAD_COND_INITIALIZER;
static long result[MOST_PARTS];
static int given, finished; /* parts */

void work(int parts)
{
    pthread_mutex_lock(&lock);
    while (given < parts) {
        int part = given++;
        finished++;
        pthread_cond_signal(&progress);
        pthread_mutex_unlock(&lock);
        result[part] = compute(part);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
}

long collect(int parts)
{
    long sum = 0;
    pthread_mutex_lock(&lock);
    while (finished < parts)
        pthread_cond_wait(&progress, &lock);
    for (int i = 0; i < parts; i++)
        sum += result[i];
    pthread_mutex_unlock(&lock);
    return sum;
}
