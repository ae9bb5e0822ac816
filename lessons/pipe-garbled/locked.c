/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * garbled.c with a lock around each write: who writes a message, writes it to its end. The lock
 * lies in memory that the processes share.
 *
 *     cc -g -pthread locked.c -o locked && ./locked 100 100      (messages, bytes in each)
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_MESSAGES 1000
#define MOST_BYTES    200000

static char message[MOST_BYTES]; /* each process has its own */
static pthread_mutex_t *lock;    /* one for all */

/* Starts when nobody has the gate's other end open any more: then both start at once. */
static int write_all(int gate, int to, char letter, long messages, size_t bytes)
{
    memset(message, letter, bytes);
    if (read(gate, &letter, 1) != 0)
        return 1;
    for (long i = 0; i < messages; i++) {
        pthread_mutex_lock(lock);
        ssize_t n = write(to, message, bytes);
        pthread_mutex_unlock(lock);
        if (n != (ssize_t)bytes)
            return 1;
    }
    return 0;
}

/* One message, in as many reads as it takes. 0: there are no more. */
static int read_message(int from, size_t bytes)
{
    ssize_t n;
    for (size_t had = 0; had < bytes; had += (size_t)n)
        if ((n = read(from, message + had, bytes - had)) <= 0)
            return 0;
    return 1;
}

static int is_torn(size_t bytes)
{
    return memchr(message, 'A', bytes) && memchr(message, 'B', bytes);
}

static pthread_mutex_t *shared_lock(void)
{
    pthread_mutex_t *made =
        mmap(NULL, sizeof(*made), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    if (made == MAP_FAILED)
        exit(1);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(made, &attributes);
    return made;
}

static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "locked: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: locked [MESSAGES [BYTES]]\n");
        return 2;
    }
    long messages = argc > 1 ? number(argv[1], MOST_MESSAGES) : 100;
    size_t bytes = (size_t)(argc > 2 ? number(argv[2], MOST_BYTES) : 100);

    lock = shared_lock();
    int ends[2], gate[2];
    if (pipe(ends) < 0 || pipe(gate) < 0)
        return 1;
    for (char letter = 'A'; letter <= 'B'; letter++) {
        if (fork() == 0) {
            close(ends[0]);
            close(gate[1]);
            return write_all(gate[0], ends[1], letter, messages, bytes);
        }
    }
    close(ends[1]);
    close(gate[0]);
    close(gate[1]); /* go */

    long got = 0, torn = 0;
    for (; read_message(ends[0], bytes); got++)
        torn += is_torn(bytes);
    while (wait(NULL) > 0)
        continue;
    printf("%ld messages of %zu bytes, %s\n", got, bytes, torn ? "some torn" : "none torn");
    fflush(NULL); /* the claim below may end the program */
    assert(torn == 0);
    return 0;
}
