/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Nobody tells the master.
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
        pthread_mutex_unlock(&lock);
        long mine = compute(part);
        pthread_mutex_lock(&lock);
        result[part] = mine;
        finished++;
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
