/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One child puts letters into a queue, another gets them. An end mark tells the one that gets that
 * there will be no more.
 *
 *     cc -g -pthread queue.c -o queue && ./queue 3 2       (3 letters, room for 2)
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue.h"

#define MOST_LETTERS 26
#define END_MARK     '.'

static struct queue *queue;

static int put_all(int letters)
{
    for (int i = 0; i < letters; i++)
        queue_put(queue, (char)('A' + i));
    return 0;
}

static int get_all(void)
{
    for (char letter; (letter = queue_get(queue)) != END_MARK;) {
        printf("%c\n", letter);
        fflush(stdout);
    }
    return 0;
}

int main(int argc, char **argv)
{
    int letters = argc > 1 ? atoi(argv[1]) : 3;
    int capacity = argc > 2 ? atoi(argv[2]) : 2;
    if (argc > 3 || letters < 1 || letters > MOST_LETTERS || capacity < 1 ||
        capacity > QUEUE_MOST) {
        fprintf(stderr, "usage: queue [LETTERS [CAPACITY]], 1 to %d, 1 to %d\n", MOST_LETTERS,
                QUEUE_MOST);
        return 2;
    }
    queue = queue_new(capacity);
    if (!queue)
        return 1;

    pid_t putter = fork();
    if (putter == 0)
        return put_all(letters);
    if (fork() == 0)
        return get_all();
    waitpid(putter, NULL, 0); /* all letters are in it, or have been */
    queue_put(queue, END_MARK);
    wait(NULL);
    return 0;
}
