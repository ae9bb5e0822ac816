/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Two that take, but the letters are there before anybody comes: nobody ever waits.
 */
#include <assert.h>
#include <pthread.h>

#include "post.h"

static int got[2];

static void *take(void *argument)
{
    int *mine = argument;
    *mine = post_take();
    return NULL;
}

int main(void)
{
    pthread_t taker[2];
    post_put(1);
    post_put(2);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&taker[i], NULL, take, &got[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(taker[i], NULL);
    assert(got[0] + got[1] == 3);
    return 0;
}
