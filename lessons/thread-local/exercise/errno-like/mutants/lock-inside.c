/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The lock is given back before the caller has read what it got.
 */
#include <pthread.h>

#include "describe.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[3];

const char *describe(int code)
{
    pthread_mutex_lock(&lock);
    text[0] = letter_of(code);
    text[1] = '!';
    text[2] = '\0';
    pthread_mutex_unlock(&lock);
    return text;
}
