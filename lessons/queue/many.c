/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several children put into one queue and several get from it. Each letter must come out once: the
 * parent counts what the getters got, in shared memory of its own.
 *
 *     cc -g -pthread many.c -o many && ./many 2 2 1000
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue.h"

#define MOST_TASKS   4
#define MOST_LETTERS 1000000
#define END_MARK     '.'

static struct queue *queue;

static int put_all(int letters)
{
    for (int i = 0; i < letters; i++)
        queue_put(queue, (char)('A' + i % 26));
    return 0;
}

static int get_all(int *got)
{
    while (queue_get(queue) != END_MARK)
        ++*got; /* each getter has a counter of its own */
    return 0;
}

int main(int argc, char **argv)
{
    int putters = argc > 1 ? atoi(argv[1]) : 2;
    int getters = argc > 2 ? atoi(argv[2]) : 2;
    int letters = argc > 3 ? atoi(argv[3]) : 1000;
    if (argc > 4 || putters < 1 || putters > MOST_TASKS || getters < 1 || getters > MOST_TASKS ||
        letters < 1 || letters > MOST_LETTERS) {
        fprintf(stderr, "usage: many [PUTTERS [GETTERS [LETTERS]]], 1 to %d, 1 to %d, 1 to %d\n",
                MOST_TASKS, MOST_TASKS, MOST_LETTERS);
        return 2;
    }
    queue = queue_new(4);
    int *got = mmap(NULL, MOST_TASKS * sizeof(*got), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!queue || got == MAP_FAILED)
        return 1;

    for (int i = 0; i < getters; i++)
        if (fork() == 0)
            return get_all(&got[i]);
    pid_t putter[MOST_TASKS];
    for (int i = 0; i < putters; i++)
        if ((putter[i] = fork()) == 0)
            return put_all(letters);
    for (int i = 0; i < putters; i++)
        waitpid(putter[i], NULL, 0);
    for (int i = 0; i < getters; i++)
        queue_put(queue, END_MARK); /* one for each of them */
    while (wait(NULL) > 0)
        continue;

    int all = 0;
    for (int i = 0; i < getters; i++)
        all += got[i];
    printf("%d put, %d got\n", putters * letters, all);
    fflush(NULL); /* the claim below may end the program */
    assert(all == putters * letters);
    return 0;
}
