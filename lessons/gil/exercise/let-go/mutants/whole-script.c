/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock around the whole script: the second one begins when the first has ended.
 */
#include <pthread.h>

#include "interpreter.h"

static pthread_mutex_t gil = PTHREAD_MUTEX_INITIALIZER;

void run_script(int rounds)
{
    pthread_mutex_lock(&gil);
    for (int i = 0; i < rounds; i++) {
        compute();
        read_file();
    }
    pthread_mutex_unlock(&gil);
}
