/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: other-end
 * One letter for two: somebody waits for ever. No claim fails by that.
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
    for (int i = 0; i < 2; i++)
        if (pthread_create(&taker[i], NULL, take, &got[i]) != 0)
            return 1;
    post_put(1);
    for (int i = 0; i < 2; i++)
        pthread_join(taker[i], NULL);
    assert(got[0] + got[1] == 1);
    return 0;
}
