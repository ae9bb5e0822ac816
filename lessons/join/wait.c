/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * go-on.c with the join before the job.
 *
 *     cc -g -pthread wait.c -o wait && ./wait 150
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void wait_ms(long ms) /* for something outside: that is the work */
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void *waiting(void *argument)
{
    printf("waiting starts\n");
    wait_ms((long)argument);
    printf("waiting is over\n");
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "wait: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: wait [MS]\n");
        return 2;
    }
    long ms = argc > 1 ? number(argv[1], 5000) : 150;

    pthread_t thread;
    if (pthread_create(&thread, NULL, waiting, (void *)ms) != 0) {
        fprintf(stderr, "wait: cannot create a thread\n");
        return 1;
    }
    pthread_join(thread, NULL); /* main stands here until it has ended */
    printf("job starts\n");
    wait_ms(ms / 3);
    printf("job is over\n");
    return 0;
}
