/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log.c with an end: main says that no more lines will come, and waits
 * for the writer.
 *
 *     cc -g -pthread log-close.c -o log-close && ./log-close 3
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static long added, written; /* lines; under the lock */
static bool is_closed;      /* no more lines will come; under the lock */

static void *writer(void *argument)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        while (written == added && !is_closed)
            pthread_cond_wait(&news, &lock);
        if (written == added)
            break; /* closed, and nothing is left to write */
        written++; /* the line would go to the disk here */
    }
    pthread_mutex_unlock(&lock);
    return argument;
}

static void add_line(void)
{
    pthread_mutex_lock(&lock);
    added++;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
}

static void close_log(pthread_t thread)
{
    pthread_mutex_lock(&lock);
    is_closed = true;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "log-close: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: log-close [LINES]\n");
        return 2;
    }
    long lines = argc > 1 ? number(argv[1], 1000) : 3;

    pthread_t thread;
    if (pthread_create(&thread, NULL, writer, NULL) != 0) {
        fprintf(stderr, "log-close: cannot create a thread\n");
        return 1;
    }
    for (long i = 0; i < lines; i++)
        add_line();
    close_log(thread);

    printf("written: %ld of %ld lines\n", written, added);
    fflush(NULL); /* the claim below may end the program */
    assert(written == added);
    return 0;
}
