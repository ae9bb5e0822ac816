/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A book, readers, and a writer who must not starve. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c writers-first.c -o writers-first && ./writers-first 4 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "book.h"

#define MOST_READERS 8

static long left_page, right_page;  /* the same, unless somebody writes */
static atomic_int reading, met;     /* readers; two read at the same time */
static atomic_long waited, written; /* the last writer's round that had to wait; rounds written */
static atomic_int stood_back;
static long rounds = 1;

void writer_waits(void)
{
    atomic_store(&waited, atomic_load(&written) + 1);
}

static void *read_book(void *argument)
{
    for (long i = 0; i < rounds; i++) {
        long before = atomic_load(&waited); /* by then a writer was waiting for this round */
        read_begin();
        if (atomic_fetch_add(&reading, 1) > 0)
            atomic_store(&met, 1);
        assert(left_page == right_page);
        assert(left_page >= before);
        if (before > 0)
            atomic_store(&stood_back, 1);
        atomic_fetch_sub(&reading, 1);
        read_end();
    }
    return argument;
}

static void *write_book(void *argument)
{
    for (long i = 0; i < rounds; i++) {
        write_begin();
        left_page++;
        right_page++;
        atomic_fetch_add(&written, 1);
        write_end();
    }
    return argument;
}

int main(int argc, char **argv)
{
    int readers = argc > 1 ? atoi(argv[1]) : 4;
    rounds = argc > 2 ? atol(argv[2]) : 1000;
    pthread_t writer, thread[MOST_READERS];
    if (readers < 1 || readers > MOST_READERS || rounds < 1)
        return 2;

    if (pthread_create(&writer, NULL, write_book, NULL) != 0)
        return 1;
    for (int i = 0; i < readers; i++)
        if (pthread_create(&thread[i], NULL, read_book, NULL) != 0)
            return 1;
    pthread_join(writer, NULL);
    for (int i = 0; i < readers; i++)
        pthread_join(thread[i], NULL);

    assert(left_page == rounds && right_page == rounds);
    if (atomic_load(&met))
        printf("two read at once\n");
    if (atomic_load(&stood_back))
        printf("a reader came when a writer waited\n");
    printf("all is read and written\n");
    return 0;
}
