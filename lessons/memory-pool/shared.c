/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads take a block each from one pool. Nothing protects it; with `lock` a mutex does.
 *
 *     cc -g -pthread shared.c -o shared && ./shared && ./shared lock
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "blocks.h"

static struct blocks pool;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_locked;

static void *take(void *argument)
{
    (void)argument;
    if (is_locked)
        pthread_mutex_lock(&lock);
    void *block = blocks_take(&pool);
    if (is_locked)
        pthread_mutex_unlock(&lock);
    return block;
}

int main(int argc, char **argv)
{
    is_locked = argc == 2 && strcmp(argv[1], "lock") == 0;
    if (argc > 2 || (argc == 2 && !is_locked)) {
        fprintf(stderr, "usage: shared [lock]\n");
        return 2;
    }
    blocks_open(&pool, 64, 4);
    blocks_grow(&pool); /* four blocks for two threads: enough for all */

    pthread_t one, two;
    if (pthread_create(&one, NULL, take, NULL) != 0 ||
        pthread_create(&two, NULL, take, NULL) != 0) {
        fprintf(stderr, "shared: cannot create a thread\n");
        return 1;
    }
    void *of_one, *of_two;
    pthread_join(one, &of_one);
    pthread_join(two, &of_two);
    bool is_same = of_one == of_two;
    printf(is_same ? "the same block\n" : "two blocks\n");
    fflush(NULL); /* the claim below may end the program */
    blocks_close(&pool);
    assert(!is_same);
    return 0;
}
