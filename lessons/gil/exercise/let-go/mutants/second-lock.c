/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is given up, but a second one for the disk is taken before.
 */
#include <pthread.h>

#include "interpreter.h"

static pthread_mutex_t gil = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t disk = PTHREAD_MUTEX_INITIALIZER;

void run_script(int rounds)
{
    for (int i = 0; i < rounds; i++) {
        pthread_mutex_lock(&disk);
        pthread_mutex_lock(&gil);
        compute();
        pthread_mutex_unlock(&gil);
        read_file();
        pthread_mutex_unlock(&disk);
    }
}
