/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread has a connection of its own to the database: opened when it
 * is first needed, closed when the thread ends. What needs it asks for
 * it, and is not told.
 *
 *     cc -g -pthread connection.c -o connection && ./connection 3 5
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS 16

struct connection { /* a stand-in: it only counts */
    long queries;
};

static pthread_key_t key; /* one for all; each finds its own */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long opened, answered, closed; /* under the lock */

/* The connection of the thread that calls this. */
static struct connection *connection(void)
{
    struct connection *mine = pthread_getspecific(key);
    if (mine)
        return mine;
    mine = calloc(1, sizeof(*mine));
    if (!mine || pthread_setspecific(key, mine) != 0)
        abort();
    pthread_mutex_lock(&lock);
    opened++;
    pthread_mutex_unlock(&lock);
    return mine;
}

static void hang_up(void *mine) /* when a thread ends */
{
    struct connection *its = mine;
    pthread_mutex_lock(&lock);
    closed++;
    answered += its->queries;
    pthread_mutex_unlock(&lock);
    free(its);
}

static void *work(void *argument)
{
    for (long i = 0; i < (long)argument; i++)
        connection()->queries++; /* no lock: it is mine */
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "connection: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: connection [THREADS [QUERIES]]\n");
        return 2;
    }
    long threads = argc > 1 ? number(argv[1], MOST_THREADS) : 3;
    long queries = argc > 2 ? number(argv[2], 1000000) : 5;

    if (pthread_key_create(&key, hang_up) != 0) {
        fprintf(stderr, "connection: no key is left\n");
        return 1;
    }
    pthread_t thread[MOST_THREADS];
    for (long i = 0; i < threads; i++) {
        if (pthread_create(&thread[i], NULL, work, (void *)queries) != 0) {
            fprintf(stderr, "connection: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    printf("opened %ld, answered %ld, closed %ld\n", opened, answered, closed);
    fflush(NULL); /* the claims below may end the program */
    assert(opened == threads && closed == threads);
    assert(answered == threads * queries);
    return 0;
}
