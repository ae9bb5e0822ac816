/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Two that put letters in, and one that takes them: nobody takes what it was woken for.
 */
#include <assert.h>
#include <pthread.h>

#include "post.h"

static int letter[2] = {1, 2};

static void *put(void *argument)
{
    int *mine = argument;
    post_put(*mine);
    return NULL;
}

int main(void)
{
    pthread_t putter[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&putter[i], NULL, put, &letter[i]) != 0)
            return 1;
    int sum = post_take() + post_take();
    for (int i = 0; i < 2; i++)
        pthread_join(putter[i], NULL);
    assert(sum == 3);
    return 0;
}
