/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interpreter lock is held all the time, also while the script waits for the disk.
 */
#include <pthread.h>

#include "interpreter.h"

static pthread_mutex_t gil = PTHREAD_MUTEX_INITIALIZER;

void run_script(int rounds)
{
    for (int i = 0; i < rounds; i++) {
        pthread_mutex_lock(&gil);
        compute();
        read_file();
        pthread_mutex_unlock(&gil);
    }
}
