/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same without an end mark: when the one that puts is done, the one that gets, which would wait
 * for ever, is simply ended.
 *
 *     cc -g -pthread terminate.c -o terminate && ./terminate
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue.h"

static struct queue *queue;

static int put_all(void)
{
    for (char letter = 'A'; letter <= 'C'; letter++)
        queue_put(queue, letter);
    return 0;
}

static int get_all(void)
{
    for (;;) {
        char letter = queue_get(queue);
        if (write(STDOUT_FILENO, &letter, 1) != 1)
            return 1;
    }
}

int main(void)
{
    queue = queue_new(3);
    if (!queue)
        return 1;

    pid_t putter = fork();
    if (putter == 0)
        return put_all();
    pid_t getter = fork();
    if (getter == 0)
        return get_all();
    waitpid(putter, NULL, 0); /* all letters are in it, or have been */
    kill(getter, SIGTERM);
    waitpid(getter, NULL, 0);
    return 0;
}
