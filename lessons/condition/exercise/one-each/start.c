/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver: somebody takes two letters, which main puts in. With this one all is well.
 *
 * cc -g -pthread program.c one-each.c -o one-each && ./one-each
 */
#include <assert.h>
#include <pthread.h>

#include "post.h"

static int first, second;

static void *take(void *argument)
{
    first = post_take();
    second = post_take();
    return argument;
}

int main(void)
{
    pthread_t taker;
    if (pthread_create(&taker, NULL, take, NULL) != 0)
        return 1;
    post_put(1);
    post_put(2);
    pthread_join(taker, NULL);
    assert(first == 1);
    assert(second == 2);
    return 0;
}
