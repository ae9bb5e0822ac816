/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same with a function that takes the lock, called by one that has it. The argument says which
 * kind of lock: "plain", or "recursive".
 *
 *     cc -g -pthread countdown-twice.c -o countdown-twice && ./countdown-twice recursive
 */
#include <assert.h>
#include <string.h>

#include "shared.h"

static struct {
    pthread_mutex_t lock;
    int number;
} * shared;

static void take_one_off(void)
{
    pthread_mutex_lock(&shared->lock); /* it cannot know who calls it */
    shared->number -= 1;
    pthread_mutex_unlock(&shared->lock);
}

static int child(int i)
{
    (void)i;
    pthread_mutex_lock(&shared->lock);
    take_one_off();
    printf("say hi %d\n", shared->number);
    pthread_mutex_unlock(&shared->lock);
    return 0;
}

int main(int argc, char **argv)
{
    int is_plain = argc == 2 && strcmp(argv[1], "plain") == 0;
    if (argc != 2 || (!is_plain && strcmp(argv[1], "recursive") != 0)) {
        fprintf(stderr, "usage: countdown-twice plain|recursive\n");
        return 2;
    }
    shared = shared_memory(sizeof(*shared));
    shared_lock(&shared->lock, is_plain ? PTHREAD_MUTEX_NORMAL : PTHREAD_MUTEX_RECURSIVE,
                PTHREAD_MUTEX_STALLED);
    shared->number = 3;
    start(3, child);
    wait_for_all();
    assert(shared->number == 0);
    return 0;
}
