/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two processes write into one pipe, each message in one write: one only As, the other only Bs. The
 * parent reads, and counts the messages in which both letters stand.
 *
 *     cc -g -pthread garbled.c -o garbled && ./garbled 100 100      (messages, bytes in each)
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_MESSAGES 1000
#define MOST_BYTES    200000

static char message[MOST_BYTES];

/* Starts when nobody has the gate's other end open any more: then both start at once. */
static int write_all(int gate, int to, char letter, long messages, size_t bytes)
{
    memset(message, letter, bytes);
    if (read(gate, &letter, 1) != 0)
        return 1;
    for (long i = 0; i < messages; i++)
        if (write(to, message, bytes) != (ssize_t)bytes)
            return 1;
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

static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "garbled: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: garbled [MESSAGES [BYTES]]\n");
        return 2;
    }
    long messages = argc > 1 ? number(argv[1], MOST_MESSAGES) : 100;
    size_t bytes = (size_t)(argc > 2 ? number(argv[2], MOST_BYTES) : 100);

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
