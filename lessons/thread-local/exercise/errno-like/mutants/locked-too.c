/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * To each a buffer of its own, and a lock around it all the same: what for?
 */
#include <pthread.h>

#include "describe.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local char text[3];

const char *describe(int code)
{
    pthread_mutex_lock(&lock);
    text[0] = letter_of(code);
    text[1] = '!';
    text[2] = '\0';
    pthread_mutex_unlock(&lock);
    return text;
}
