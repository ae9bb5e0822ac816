/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The simplest timer: a thread that sleeps, and then says hello. Main
 * changes its mind, and tells it so.
 *
 *     cc -g -pthread sleeper.c -o sleeper && ./sleeper 200 50
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_cancelled; /* under the lock */

static void sleep_ms(long ms) /* it stands for work */
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void *timer(void *argument)
{
    sleep_ms((long)argument); /* its work; and it is deaf now */
    pthread_mutex_lock(&lock);
    bool is_wanted = !is_cancelled;
    pthread_mutex_unlock(&lock);
    printf("%s\n", is_wanted ? "hello, world" : "nobody wants me any more");
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "sleeper: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: sleeper [MS [CANCEL AFTER MS]]\n");
        return 2;
    }
    long ms = argc > 1 ? number(argv[1], 10000) : 200;
    long patience = argc > 2 ? number(argv[2], 10000) : 50;

    pthread_t thread;
    if (pthread_create(&thread, NULL, timer, (void *)ms) != 0) {
        fprintf(stderr, "sleeper: cannot create a thread\n");
        return 1;
    }
    sleep_ms(patience); /* main's own work */
    pthread_mutex_lock(&lock);
    is_cancelled = true;
    pthread_mutex_unlock(&lock);
    printf("main: never mind\n");
    pthread_join(thread, NULL);
    printf("main: the timer has ended\n");
    return 0;
}
