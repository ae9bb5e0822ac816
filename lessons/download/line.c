/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two downloads through one line, a thread for each. The line carries one
 * packet at a time, and a packet takes 20 ms. The arguments are how many
 * packets each of them has.
 *
 *     cc -g -pthread line.c -o line && ./line 10 15
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static pthread_mutex_t line = PTHREAD_MUTEX_INITIALIZER; /* to send */
static long carried;                                     /* packets; under it */

struct download {
    long number, packets;
};

static void *run(void *argument)
{
    struct download *download = argument;
    printf("download %ld begins\n", download->number);
    for (long i = 0; i < download->packets; i++) {
        pthread_mutex_lock(&line);
        struct timespec time = {0, 20000000};
        nanosleep(&time, NULL); /* stands for one packet */
        carried++;
        pthread_mutex_unlock(&line);
    }
    printf("download %ld is over\n", download->number);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "line: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: line [PACKETS [PACKETS]]\n");
        return 2;
    }
    struct download download[2] = {{1, argc > 1 ? number(argv[1], 1000) : 10},
                                   {2, argc > 2 ? number(argv[2], 1000) : 15}};

    pthread_t thread[2];
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&thread[i], NULL, run, &download[i]) != 0) {
            fprintf(stderr, "line: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("main: all are here, %ld packets\n", carried);
    fflush(NULL); /* the claim below may end the program */
    assert(carried == download[0].packets + download[1].packets);
    return 0;
}
