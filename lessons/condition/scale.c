/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scale of notes.c done right: each looks, before it changes anything, whether it may.
 *
 *     cc -g -pthread scale.c -o scale && ./scale 200
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_ROUNDS 1000000
#define TOP         5

static long number_now, rounds; /* touch number_now only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t above_0 = PTHREAD_COND_INITIALIZER;
static pthread_cond_t below_top = PTHREAD_COND_INITIALIZER;

static void *adds(void *argument)
{
    for (long i = 0; i < rounds; i++) {
        pthread_mutex_lock(&lock);
        while (number_now == TOP)
            pthread_cond_wait(&below_top, &lock);
        number_now++;
        assert(number_now <= TOP);
        pthread_cond_signal(&above_0);
        pthread_mutex_unlock(&lock);
    }
    return argument;
}

static void *takes_away(void *argument)
{
    for (long i = 0; i < rounds; i++) {
        pthread_mutex_lock(&lock);
        while (number_now == 0)
            pthread_cond_wait(&above_0, &lock);
        number_now--;
        assert(number_now >= 0);
        pthread_cond_signal(&below_top);
        pthread_mutex_unlock(&lock);
    }
    return argument;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "scale: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: scale [ROUNDS]\n");
        return 2;
    }
    rounds = argc > 1 ? number(argv[1], MOST_ROUNDS) : 200;

    pthread_t a, b;
    if (pthread_create(&a, NULL, adds, NULL) != 0 ||
        pthread_create(&b, NULL, takes_away, NULL) != 0) {
        fprintf(stderr, "scale: cannot create a thread\n");
        return 1;
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("the scale was kept, and ends at %ld\n", number_now);
    return 0;
}
