/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same for messages of several lengths, from far below PIPE_BUF to far above it: how many of
 * them are torn?
 *
 *     cc -g sizes.c -o sizes && ./sizes 200         (messages of each writer, of each length)
 */
#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_MESSAGES 1000
#define MOST_BYTES    131072

static char message[MOST_BYTES];

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

static int read_message(int from, size_t bytes)
{
    ssize_t n;
    for (size_t had = 0; had < bytes; had += (size_t)n)
        if ((n = read(from, message + had, bytes - had)) <= 0)
            return 0;
    return 1;
}

static long torn_of(long messages, size_t bytes)
{
    int ends[2], gate[2];
    if (pipe(ends) < 0 || pipe(gate) < 0)
        exit(1);
    for (char letter = 'A'; letter <= 'B'; letter++) {
        if (fork() == 0) {
            close(ends[0]);
            close(gate[1]);
            _exit(write_all(gate[0], ends[1], letter, messages, bytes));
        }
    }
    close(ends[1]);
    close(gate[0]);
    close(gate[1]); /* go */
    long torn = 0;
    while (read_message(ends[0], bytes))
        torn += memchr(message, 'A', bytes) && memchr(message, 'B', bytes);
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return torn;
}

int main(int argc, char **argv)
{
    char *end = "";
    long messages = argc > 1 ? strtol(argv[1], &end, 10) : 200;
    if (argc > 2 || *end || messages < 1 || messages > MOST_MESSAGES) {
        fprintf(stderr, "usage: sizes [MESSAGES], 1 to %d\n", MOST_MESSAGES);
        return 2;
    }
    static const size_t sizes[] = {64, 1024, PIPE_BUF, PIPE_BUF + 1, 5 * PIPE_BUF, 32 * PIPE_BUF};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        long torn = torn_of(messages, sizes[i]);
        printf("%zu bytes: %ld torn\n", sizes[i], torn);
        fflush(NULL);
        if (sizes[i] <= PIPE_BUF)
            assert(torn == 0); /* POSIX promises it */
    }
    return 0;
}
