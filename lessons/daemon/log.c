/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A log with a writer in the background: main adds lines, the writer
 * writes them. Main returns when it has added its last one.
 *
 *     cc -g -pthread log.c -o log && ./log 3
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static long added, written; /* lines; under the lock */

static void *writer(void *argument)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        while (written == added)
            pthread_cond_wait(&news, &lock);
        written++; /* the line would go to the disk here */
    }
    return argument;
}

static void add_line(void)
{
    pthread_mutex_lock(&lock);
    added++;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "log: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: log [LINES]\n");
        return 2;
    }
    long lines = argc > 1 ? number(argv[1], 1000) : 3;

    pthread_t thread;
    if (pthread_create(&thread, NULL, writer, NULL) != 0) {
        fprintf(stderr, "log: cannot create a thread\n");
        return 1;
    }
    pthread_detach(thread); /* a daemon: it ends with main */
    for (long i = 0; i < lines; i++)
        add_line();

    pthread_mutex_lock(&lock); /* and the writer will not go on */
    printf("written: %ld of %ld lines\n", written, added);
    fflush(NULL); /* the claim below may end the program */
    assert(written == added);
    return 0;
}
