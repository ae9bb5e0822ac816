/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everybody looks again after each wake-up. And yet, one day all of them sleep.
 */
#include <pthread.h>

#include "tray.h"

static int tray[PLACES], used, oldest; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

void post(int letter)
{
    pthread_mutex_lock(&lock);
    while (used == PLACES)
        pthread_cond_wait(&changed, &lock);
    tray[(oldest + used) % PLACES] = letter;
    used++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

int fetch(void)
{
    pthread_mutex_lock(&lock);
    while (used == 0)
        pthread_cond_wait(&changed, &lock);
    int letter = tray[oldest];
    oldest = (oldest + 1) % PLACES;
    used--;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return letter;
}
