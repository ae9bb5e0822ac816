/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads look words up in a dictionary that is built when it is needed first. Frozen.
 *
 *     cc -g -pthread driver.c once.c -o once && ./once 4
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "dictionary.h"

#define MOST_THREADS 16

struct dictionary {
    int shift;
};

static struct dictionary only;
static atomic_int built;   /* how often */
static atomic_int reading; /* threads that look something up */
static atomic_int met;     /* two did at the same time */

const struct dictionary *dictionary_build(void)
{
    int before = atomic_fetch_add(&built, 1);
    assert(before == 0);
    only.shift = 1000;
    return &only;
}

int dictionary_find(const struct dictionary *dictionary, int word)
{
    assert(dictionary != NULL);
    if (atomic_fetch_add(&reading, 1) > 0)
        atomic_store(&met, 1);
    int found = word + dictionary->shift;
    atomic_fetch_sub(&reading, 1);
    return found;
}

static void *read_words(void *argument)
{
    const int *word = argument;
    assert(translate(*word) == *word + 1000);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t thread[MOST_THREADS];
    int word[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS)
        return 2;

    assert(atomic_load(&built) == 0);
    for (int i = 0; i < threads; i++) {
        word[i] = i;
        if (pthread_create(&thread[i], NULL, read_words, &word[i]) != 0)
            return 1;
    }
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    assert(atomic_load(&built) == 1);
    if (atomic_load(&met))
        printf("two words at once\n");
    printf("all translated\n");
    return 0;
}
