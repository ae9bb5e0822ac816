/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A lock for each script keeps nobody out.
 */
#include <pthread.h>

#include "interpreter.h"

void run_script(int rounds)
{
    pthread_mutex_t mine = PTHREAD_MUTEX_INITIALIZER;
    for (int i = 0; i < rounds; i++) {
        pthread_mutex_lock(&mine);
        compute();
        pthread_mutex_unlock(&mine);
        read_file();
    }
}
