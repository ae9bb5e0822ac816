/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who waits for something else sleeps somewhere else: a signal reaches one whom it concerns.
 */
#include <pthread.h>

#include "tray.h"

static int tray[PLACES], used, oldest; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t has_letter = PTHREAD_COND_INITIALIZER;
static pthread_cond_t has_room = PTHREAD_COND_INITIALIZER;

void post(int letter)
{
    pthread_mutex_lock(&lock);
    while (used == PLACES)
        pthread_cond_wait(&has_room, &lock);
    tray[(oldest + used) % PLACES] = letter;
    used++;
    pthread_cond_signal(&has_letter);
    pthread_mutex_unlock(&lock);
}

int fetch(void)
{
    pthread_mutex_lock(&lock);
    while (used == 0)
        pthread_cond_wait(&has_letter, &lock);
    int letter = tray[oldest];
    oldest = (oldest + 1) % PLACES;
    used--;
    pthread_cond_signal(&has_room);
    pthread_mutex_unlock(&lock);
    return letter;
}
