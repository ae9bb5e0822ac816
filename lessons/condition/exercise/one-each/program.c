/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who finds the box empty waits, and is told. Is it right?
 */
#include <pthread.h>

#include "post.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;   /* a letter has come */
static int letters[MOST_LETTERS];
static int taken, given; /* letters, from the beginning on */

void post_put(int letter)
{
    pthread_mutex_lock(&lock);
    letters[given++] = letter;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
}

int post_take(void)
{
    pthread_mutex_lock(&lock);
    if (taken == given)
        pthread_cond_wait(&news, &lock);
    int letter = letters[taken++];
    pthread_mutex_unlock(&lock);
    return letter;
}
