/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program of the notes: A adds up to 5, B takes away down to 0. Who has come to an end of the
 * scale wakes the other and sleeps. Here it stops after some steps.
 *
 *     cc -g -pthread notes.c -o notes && ./notes 40
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_STEPS 1000000

static long number_now, steps; /* touch them only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn = PTHREAD_COND_INITIALIZER;

/* Adds `by`, again and again. */
static void count(long by)
{
    pthread_mutex_lock(&lock);
    while (steps > 0) {
        steps--;
        number_now += by;
        assert(number_now >= 0 && number_now <= 5);
        if (number_now == 5 || number_now == 0) {
            pthread_cond_signal(&turn);
            if (steps > 0)
                pthread_cond_wait(&turn, &lock);
        }
    }
    pthread_cond_signal(&turn); /* nobody shall sleep when all is over */
    pthread_mutex_unlock(&lock);
}

static void *adds(void *argument)
{
    count(+1);
    return argument;
}

static void *takes_away(void *argument)
{
    count(-1);
    return argument;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "notes: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: notes [STEPS]\n");
        return 2;
    }
    steps = argc > 1 ? number(argv[1], MOST_STEPS) : 40;

    pthread_t a, b;
    if (pthread_create(&a, NULL, adds, NULL) != 0 ||
        pthread_create(&b, NULL, takes_away, NULL) != 0) {
        fprintf(stderr, "notes: cannot create a thread\n");
        return 1;
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("the scale was kept\n");
    return 0;
}
