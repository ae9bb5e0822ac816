/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * That the first thread gets the first letter is nobody's promise.
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
    post_put(2);
    for (int i = 0; i < 2; i++)
        pthread_join(taker[i], NULL);
    assert(got[0] == 1 && got[1] == 2);
    return 0;
}
